using System.IO.Hashing;
using System.Buffers.Binary;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Indexing;
using GeoServe.Indexing.Reading;
using GeoServe.TestKit;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

/// <summary>Files that are not as they were written.</summary>
public class DamageTests
{
    private byte[] _whole = [];
    private string _content = "";

    [OneTimeSetUp]
    public async Task Build()
    {
        var random = new Random(2);
        ShapeRow[] rows = [.. Enumerable.Range(1, 4000).Select(i => new ShapeRow(
            new FeatureId(i), ShapeRow.OnGrid(ShapeType.LineString, [.. Enumerable.Range(0, 12).Select(_ => random.Next(-(1 << 27), 1 << 27))]), Value.Of($"road {random.Next(500)}")))];
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(ShapeRow.SchemaOf(ShapeType.LineString, new Column("text", ValueKind.Text)), rows));
        _whole = File.ReadAllBytes(built.Path);
        _content = await ContentAsync(built.Index);
    }

    [Test]
    public void A_file_that_ends_too_early_is_refused_when_it_is_opened([Range(0, 15)] int sixteenths)
    {
        IndexDamagedException refusal = Assert.Throws<IndexDamagedException>(() => OpenBytes(_whole[..(_whole.Length * sixteenths / 16)]).Dispose())!;

        Assert.That(refusal.Message, Does.Contain("a.tileindex").And.Contain(sixteenths == 0 ? "no tile index" : "torn"));
    }

    [Test]
    public void A_file_with_something_behind_its_end_is_refused() => Assert.Throws<IndexDamagedException>(() => OpenBytes([.. _whole, 0]).Dispose());

    [Test]
    public void A_file_of_another_version_is_refused_and_says_so()
    {
        byte[] bytes = [.. _whole];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), IndexFormat.Version + 1);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(40), XxHash3.HashToUInt64(bytes.AsSpan(0, 40)));

        Assert.That(Assert.Throws<IndexDamagedException>(() => OpenBytes(bytes).Dispose())!.Message, Does.Contain($"version {IndexFormat.Version + 1}"));
    }

    [Test]
    public void Something_else_altogether_is_refused() => Assert.Throws<IndexDamagedException>(() => OpenBytes(new byte[100_000]).Dispose());

    [Test]
    public void A_folder_in_its_place_and_no_file_at_all_are_refused()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<IndexDamagedException>(() => TileIndex.Open(folder.Root));
        Assert.Throws<IndexDamagedException>(() => TileIndex.Open(folder.PathOf("nothing")));
    }

    // Bytes 48 to 4095 are not used; all others are, or are gaps between sections, which belong to a block too.
    [Test]
    public async Task A_flipped_bit_anywhere_is_found_or_changes_nothing()
    {
        var random = new Random(3);
        int found = 0;
        for (int i = 0; i < 150; i++)
        {
            int at = i < 48 ? i : i < 80 ? _whole.Length - 1 - random.Next(_whole.Length - (int)BitConverter.ToInt64(_whole, 24)) : random.Next(_whole.Length);
            byte[] bytes = [.. _whole];
            bytes[at] ^= (byte)(1 << random.Next(8));
            try
            {
                using TileIndex index = OpenBytes(bytes);
                try
                {
                    Assert.That(await ContentAsync(index), Is.EqualTo(_content), $"byte {at}");
                    Assert.That(index.IsDamaged, Is.False);
                }
                catch (SourceUnavailableException damage)
                {
                    found++;
                    Assert.That(index.IsDamaged, Is.True);
                    Assert.That(damage.Message, Does.Contain("damaged in block"));
                }
            }
            catch (IndexDamagedException)
            {
                found++;
            }
            if (at is < 48) Assert.That(found, Is.EqualTo(i + 1), $"byte {at} of the header");
        }
        Assert.That(found, Is.GreaterThan(120));
    }

    [Test]
    public async Task A_block_damaged_after_it_was_opened_is_found_at_its_first_touch_and_what_was_read_before_stays_right()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("a.tileindex");
        File.WriteAllBytes(path, _whole);
        using TileIndex index = TileIndex.Open(path);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = index.File.Footer.Levels[^1].Coordinates.Offset + 70_000;
            file.Write(new byte[64]);
        }

        Assert.That(async () => await BuiltIndex.QueryAsync(index, GeoServe.Core.TileMatrices.WorldGrid.All, 0.1), Throws.InstanceOf<SourceUnavailableException>());
        Assert.That(index.IsDamaged, Is.True);
        Assert.That(await BuiltIndex.QueryAsync(index, GeoServe.Core.TileMatrices.WorldGrid.All, Math.ScaleB(1, 20)), Is.Not.Empty, "the level of zoom 3 lies elsewhere");
    }

    private static TileIndex OpenBytes(byte[] bytes)
    {
        using var folder = new TemporaryFolder();       // a file that is mapped may be removed
        string path = folder.PathOf("a.tileindex");
        File.WriteAllBytes(path, bytes);
        return TileIndex.Open(path);
    }

    private static async Task<string> ContentAsync(TileIndex index)
    {
        var text = new System.Text.StringBuilder();
        for (int zoom = 0; zoom <= 15; zoom++)
        {
            foreach (FoundFeature feature in await BuiltIndex.QueryAsync(index, GeoServe.Core.TileMatrices.WorldGrid.All, Math.ScaleB(1, 23 - zoom))) text.AppendLine(feature.ToString());
            text.Append(index.LeftOut(GeoServe.Core.TileMatrices.WorldGrid.All, Math.ScaleB(1, 23 - zoom)));
        }
        return text.ToString();
    }
}
