using SkiaSharp;

namespace GeoServe.TestKit.Pictures;

/// <summary>A decoded picture, colours not multiplied by alpha.</summary>
public sealed class Picture(int width, int height)
{
    private readonly SKColor[] _pixels = new SKColor[width * height];

    public int Width => width;

    public int Height => height;

    public ref SKColor this[int x, int y] => ref _pixels[y * width + x];

    /// <summary>Decodes a picture by Skia's decoders, which are not ours.</summary>
    public static Picture Decode(ReadOnlySpan<byte> body)
    {
        using SKBitmap bitmap = SKBitmap.Decode(body, new SKImageInfo { ColorType = SKColorType.Rgba8888, AlphaType = SKAlphaType.Unpremul, Width = Size(body).Width, Height = Size(body).Height });
        var picture = new Picture(bitmap.Width, bitmap.Height);
        for (int y = 0; y < bitmap.Height; y++)
        {
            for (int x = 0; x < bitmap.Width; x++) picture[x, y] = bitmap.GetPixel(x, y);
        }
        return picture;
    }

    /// <summary>Tiles put side by side, row by row.</summary>
    public static Picture Stitch(IReadOnlyList<Picture> tiles, int columns)
    {
        int tileWidth = tiles[0].Width, tileHeight = tiles[0].Height;
        var whole = new Picture(tileWidth * columns, tileHeight * (tiles.Count / columns));
        for (int y = 0; y < whole.Height; y++)
        {
            for (int x = 0; x < whole.Width; x++) whole[x, y] = tiles[y / tileHeight * columns + x / tileWidth][x % tileWidth, y % tileHeight];
        }
        return whole;
    }

    /// <summary>Lengths of runs of a row that are darker than half (true) or not, from left to right.</summary>
    public List<(bool Dark, int Start, int Length)> Runs(int y)
    {
        var runs = new List<(bool, int, int)>();
        int start = 0;
        for (int x = 1; x <= Width; x++)
        {
            if (x < Width && IsDark(this[x, y]) == IsDark(this[start, y])) continue;
            runs.Add((IsDark(this[start, y]), start, x - start));
            start = x;
        }
        return runs;
    }

    public static bool IsDark(SKColor colour) => colour.Alpha > 127 && colour.Red < 128;

    public void Save(string path)
    {
        using var bitmap = new SKBitmap(Width, Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++) bitmap.SetPixel(x, y, this[x, y]);
        }
        using FileStream file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
    }

    private static SKSizeI Size(ReadOnlySpan<byte> body)
    {
        using SKData data = SKData.CreateCopy(body);
        using SKCodec codec = SKCodec.Create(data);
        return codec.Info.Size;
    }
}
