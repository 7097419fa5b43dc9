using NUnit.Framework;
using SkiaSharp;

namespace GeoServe.TestKit;

/// <summary>Compares pictures with golden ones below <c>tests/fixtures/golden</c>. A missing golden picture fails; none is ever written there.</summary>
public static class PictureComparer
{
    /// <summary>Fails where the picture differs too much; the picture and a map of the differences are then kept beside the test's results.</summary>
    /// <param name="golden">Name below the folder of golden pictures, such as "rendering/map.png".</param>
    /// <param name="picture">An encoded picture.</param>
    /// <param name="mostDifference">Difference of a channel, 0 to 255, up to which a pixel counts as equal.</param>
    /// <param name="mostShare">Share of pixels, 0 to 1, that may differ more.</param>
    public static void AssertLike(string golden, ReadOnlySpan<byte> picture, int mostDifference, double mostShare)
    {
        using SKBitmap found = SKBitmap.Decode(picture) ?? throw new AssertionException("The picture cannot be decoded.");
        string path = RepositoryFolder.PathOf("tests", "fixtures", "golden", golden);
        if (!File.Exists(path))
        {
            Keep(found, golden, "found");
            Assert.Fail($"There is no golden picture {path}.");
        }
        using SKBitmap wanted = SKBitmap.Decode(path);
        Assert.That((found.Width, found.Height), Is.EqualTo((wanted.Width, wanted.Height)), "size of the picture");
        using var map = new SKBitmap(found.Width, found.Height);
        int different = 0;
        for (int y = 0; y < found.Height; y++)
        {
            for (int x = 0; x < found.Width; x++)
            {
                int difference = Difference(found.GetPixel(x, y), wanted.GetPixel(x, y));
                if (difference > mostDifference) different++;
                map.SetPixel(x, y, difference > mostDifference ? SKColors.Red : SKColors.White);
            }
        }
        double share = different / (double)(found.Width * found.Height);
        if (share <= mostShare) return;
        Keep(found, golden, "found");
        Keep(map, golden, "differences");
        Assert.Fail($"{share:P2} of the pixels differ from {golden} by more than {mostDifference}; {mostShare:P2} may.");
    }

    private static int Difference(SKColor a, SKColor b)
    {
        // Two clear pixels are the same, whatever colour they hide.
        if (a.Alpha == 0 && b.Alpha == 0) return 0;
        return Math.Max(Math.Max(Math.Abs(a.Red - b.Red), Math.Abs(a.Green - b.Green)), Math.Max(Math.Abs(a.Blue - b.Blue), Math.Abs(a.Alpha - b.Alpha)));
    }

    private static void Keep(SKBitmap bitmap, string golden, string what)
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Path.GetFileNameWithoutExtension(golden)}-{what}.png");
        using (FileStream file = File.Create(path)) bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
        TestContext.AddTestAttachment(path);
    }
}
