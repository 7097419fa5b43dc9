using System.IO.Hashing;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Indexing;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

/// <summary>
/// Freezes the bytes of index files: an older program's files are read by a newer one of the same version, and a tile's stamp holds their hash.
/// Whoever changes layout, order, generalisation or budget raises <see cref="IndexFormat.Version"/>, then writes the new values here.
/// </summary>
public class FrozenIndexTests
{
    private const string Advice = "The bytes of index files changed: raise IndexFormat.Version, or files of an older program are taken for this one's.";

    [TestCase("areas", "0c21e0ed87eeee58"), TestCase("lines", "417d7af984e5bd08"), TestCase("points", "8cbb20fb770091af"), TestCase("mixed", "7c79edeedb2a97e7")]
    public async Task An_index_file_has_the_bytes_that_it_had(string kind, string hash)
    {
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(RandomRows.Schema, [.. Rows(kind)]));

        string found = XxHash64.HashToUInt64(File.ReadAllBytes(built.Path)).ToString("x16");

        Assert.That((IndexFormat.Version, found), Is.EqualTo((3u, hash)), Advice);
    }

    [Test]
    public async Task The_header_is_where_the_format_says()
    {
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(RandomRows.Schema, [.. Rows("areas")]));
        byte[] bytes = File.ReadAllBytes(built.Path);

        Assert.That(bytes[..8], Is.EqualTo("GeoSIdx\n"u8.ToArray()));
        Assert.That(BitConverter.ToUInt32(bytes, 8), Is.EqualTo(3));
        Assert.That(BitConverter.ToInt64(bytes, 16), Is.EqualTo(bytes.Length));
        Assert.That(BitConverter.ToInt64(bytes, 24) + BitConverter.ToInt32(bytes, 12), Is.EqualTo(bytes.Length), "the footer ends the file");
        Assert.That((BitConverter.ToInt64(bytes, 24) - 4096) % 65536, Is.Zero, "whole blocks");
    }

    // Nothing random, since Random may give other numbers in another .NET.
    private static IEnumerable<ShapeRow> Rows(string kind)
    {
        for (int i = 0; i < 60; i++)
        {
            int x = (i % 8 * 3_000_017) + 1_700_000_000, y = (i / 8 * 2_999_999) - 400_000_000;
            int[] crooked = [.. Enumerable.Range(0, 40).SelectMany(n => new[] { x + (n * 50_021), y + (n * (40 - n) * 1_503) + (n % 3 * 20_011) })];
            Action<Shape> fill = (kind == "mixed" ? i % 3 : kind == "areas" ? 0 : kind == "lines" ? 1 : 2) switch
            {
                0 => ShapeRow.OnGrid(ShapeType.Polygon, [.. crooked, x + 2_000_000, y + 2_500_000, x, y + 2_500_000], [x + 500_000, y + 1_500_000, x + 500_000, y + 2_000_000, x + 1_000_000, y + 1_750_000]),
                1 => ShapeRow.OnGrid(ShapeType.LineString, crooked),
                _ => ShapeRow.OnGrid(ShapeType.Point, [x, y]),
            };
            yield return new ShapeRow(
                new FeatureId(i + 1), fill, Value.Of(i % 2 == 0), Value.Of(i % 5 == 0 ? -i : (long)i), Value.Of(i / 4.0), i % 6 == 0 ? Value.Null : Value.Of($"第{i % 10}区"),
                Value.Of(new DateOnly(2024, 1, 1).AddDays(i)), Value.Of(new DateTimeOffset(2024, 1, 1, i % 24, 0, 0, TimeSpan.Zero)), Value.Null);
        }
    }
}
