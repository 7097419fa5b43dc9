using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using NetTopologySuite.Features;
using NetTopologySuite.IO.VectorTiles;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

/// <summary>Vector tiles straight from an index, read by the decoder of NetTopologySuite.</summary>
public class IndexTileTests
{
    [Test]
    public async Task Another_reader_finds_the_ready_values_as_they_are()
    {
        var tile = new TileCoordinate(16, 32768, 32768);
        Value[] values = [Value.Of(true), Value.Of(-5L), Value.Of(0.25), Value.Of("重庆"), Value.Of(new DateOnly(2024, 2, 29)), Value.Of(new DateTimeOffset(2024, 2, 29, 8, 0, 0, TimeSpan.FromHours(8))), Value.Of((byte[])[1])];
        Value[] large = [Value.Of(false), Value.Of(long.MaxValue), Value.Of(-1e300), Value.Of(""), Value.Null, Value.Null, Value.Null];
        Value[] least = [Value.Null, Value.Of(long.MinValue), Value.Of(double.NaN), Value.Null, Value.Null, Value.Null, Value.Null];
        var source = new ShapeSource(RandomRows.Schema, [.. ((Value[][])[values, large, least]).Select((row, i) => new ShapeRow(new FeatureId(i + 1), ShapeRow.OnGrid(ShapeType.Point, [1000 * i, 500]), row))]);
        using BuiltIndex built = await BuiltIndex.OfAsync(source);

        VectorTile read = IndexTiles.Read(await IndexTiles.EncodeAsync(source, built.Index, tile), tile);

        Dictionary<ulong, IAttributesTable> features = read.Layers.Single().Features.ToDictionary(feature => Convert.ToUInt64(feature.Attributes.GetOptionalValue("id") ?? IdOf(feature)), feature => feature.Attributes);
        IAttributesTable first = features.Values.Single(table => table.Exists("whole") && Convert.ToInt64(table["whole"]) == -5), second = features.Values.Single(table => Convert.ToDecimal(table["whole"]) == long.MaxValue), third = features.Values.Single(table => Convert.ToDecimal(table["whole"]) == long.MinValue);
        Assert.That((first["truth"], first["real"], first["text"], first["day"], first["instant"]), Is.EqualTo((true, 0.25, "重庆", "2024-02-29", "2024-02-29T00:00:00Z")));
        Assert.That(first.Exists("bytes"), Is.False);
        Assert.That((second["truth"], second["real"], second["text"]), Is.EqualTo((false, -1e300, "")));
        Assert.That(third.GetNames().Except(["id"]), Is.EqualTo(new[] { "whole" }));
    }

    // A square in the south-eastern corner of the world and a line along its eastern side.
    [TestCase(0), TestCase(1), TestCase(5), TestCase(14)]
    public async Task The_sides_of_the_world_are_the_sides_of_its_last_tiles(int zoom)
    {
        var tile = new TileCoordinate(zoom, (1 << zoom) - 1, (1 << zoom) - 1);
        int near = int.MaxValue - (1 << (29 - zoom));
        var source = new ShapeSource(ShapeRow.SchemaOf(ShapeType.Geometry),
        [
            new(new FeatureId(1), ShapeRow.OnGrid(ShapeType.Polygon, [near, near, int.MaxValue, near, int.MaxValue, int.MaxValue, near, int.MaxValue])),
            new(new FeatureId(2), ShapeRow.OnGrid(ShapeType.LineString, [int.MaxValue, near, int.MaxValue, int.MaxValue])),
        ]);
        using BuiltIndex built = await BuiltIndex.OfAsync(source);

        byte[] direct = await IndexTiles.EncodeAsync(source, new SourceTileIndex(source, built.Index.Schema, Box.Empty), tile);
        byte[] indexed = await IndexTiles.EncodeAsync(source, built.Index, tile);

        Assert.That(Texts(direct, tile), Has.Length.GreaterThanOrEqualTo(2));
        Assert.That(Texts(indexed, tile), Is.EqualTo(Texts(direct, tile)), "rounded from the source's own positions");
    }

    [Test]
    public void A_tile_from_the_index_holds_what_one_from_the_source_holds() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(
        RandomRows.Arbitrary(), Arb.From(Gen.Choose(0, 3)), Arb.From(Gen.Choose(15, 19)), (rows, quarter, zoom) =>
        {
            var tile = new TileCoordinate(zoom, (1 << (zoom - 1)) - (quarter & 1), (1 << (zoom - 1)) - (quarter >> 1));
            var source = new ShapeSource(RandomRows.Schema, rows);
            using BuiltIndex built = BuiltIndex.OfAsync(source).Result;
            byte[] direct = IndexTiles.EncodeAsync(source, new SourceTileIndex(source, RandomRows.Schema, Box.Empty), tile).Result;

            byte[] indexed = IndexTiles.EncodeAsync(source, built.Index, tile).Result;

            Assert.That(Texts(indexed, tile), Is.EqualTo(Texts(direct, tile)));
        }));

    private static object IdOf(IFeature feature) => feature.Attributes.GetOptionalValue("uid") ?? feature.GetHashCode() & 0x7FFFFFFF;

    private static string[] Texts(byte[] raw, TileCoordinate tile) =>
    [
        .. IndexTiles.Read(raw, tile).Layers.SelectMany(layer => layer.Features)
            .Select(feature => $"{feature.Geometry.AsText()} {string.Join(',', feature.Attributes.GetNames().Order(StringComparer.Ordinal).Select(name => $"{name}={feature.Attributes[name]}"))}").Order(StringComparer.Ordinal),
    ];
}
