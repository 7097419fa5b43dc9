using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit;
using GeoServe.TestKit.Fakes;
using GeoServe.TestKit.VectorTiles;
using GeoServe.UnitTests.Geometries;
using GeoServe.UnitTests.Indexing;
using NetTopologySuite.Geometries;
using NUnit.Framework;

namespace GeoServe.UnitTests.VectorTiles;

/// <summary>Whatever polygons come in, from a source or from an index: what goes out keeps to the letter of MVT 2.1, and NetTopologySuite finds it valid.</summary>
[Spec("MVT 2.1", "4.3.4.4")]
public class ValidForEveryInputTests
{
    private const int Margin = 9 * 8;           // units: the style's margin of 8 pixels and one more
    private const int Furthest = Margin + 3;    // where a cut at the margin itself would spoil a polygon

    private static readonly FeatureSchema s_schema = ShapeRow.SchemaOf(ShapeType.MultiPolygon, new Column("name", ValueKind.Text));

    [Test]
    public void Tiles_are_valid_whatever_comes_in() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(
        NastyPolygons.Arbitrary(), Arb.From(Gen.Choose(0, 3)), Arb.From(Gen.Elements(0, 4, 8, 11, 14, 17, 20)), (polygons, quarter, zoom) =>
        {
            foreach (byte[] raw in Encoded(polygons, TileAt(quarter, zoom))) AssertValid(raw, TileAt(quarter, zoom));
        }));

    [Test]
    public void Areas_are_kept_but_for_the_rounding_of_their_borders() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(
        NastyPolygons.ValidOnes(), Arb.From(Gen.Choose(0, 3)), Arb.From(Gen.Elements(8, 11, 14, 17, 20)), (polygons, quarter, zoom) =>
        {
            TileCoordinate tile = TileAt(quarter, zoom);
            byte[][] encoded = Encoded(polygons, tile);
            for (int i = 0; i < polygons.Length; i++)
            {
                Geometry least = InUnits(polygons[i], tile, Margin), most = InUnits(polygons[i], tile, Furthest);
                // Positions move by half a unit each way, generalised ones by a quarter of a pixel (two units) more.
                double direct = AreaOf(encoded[0], (ulong)i + 1), indexed = AreaOf(encoded[1], (ulong)i + 1);
                Assert.That(direct, Is.InRange(least.Area - (least.Length * 0.75) - 4, most.Area + (most.Length * 0.75) + 4), $"from the source, polygon {i}");
                Assert.That(indexed, Is.InRange(least.Area - (least.Length * 2.75) - 4, most.Area + (most.Length * 2.75) + 4), $"from the index, polygon {i}");
            }
        }));

    // From the source, then from an index.
    private static byte[][] Encoded(int[][][] polygons, TileCoordinate tile)
    {
        var source = new ShapeSource(s_schema, [.. polygons.Select((rings, i) => new ShapeRow(new FeatureId(i + 1), ShapeRow.OnGrid(ShapeType.MultiPolygon, rings), Value.Of($"name {i % 3}")))]);
        using BuiltIndex built = BuiltIndex.OfAsync(source).Result;
        byte[] direct = IndexTiles.EncodeAsync(source, new SourceTileIndex(source, s_schema, Box.Empty), tile).Result;
        return [direct, IndexTiles.EncodeAsync(source, built.Index, tile).Result];
    }

    private static void AssertValid(byte[] raw, TileCoordinate at)
    {
        StrictTile tile = StrictTile.Read(raw);
        Assert.That(tile.Faults, Is.Empty);
        foreach (StrictLayer layer in tile.Layers)
        {
            Assert.That((layer.Version, layer.Extent, layer.UnusedValues), Is.EqualTo((2, 4096, 0)));
            Assert.That(layer.Features.Select(feature => feature.Id), Is.Unique.And.All.LessThan(1UL << 53));
            foreach (StrictFeature feature in layer.Features)
            {
                Assert.That(feature.Parts.SelectMany(part => part), Is.All.InRange(-Furthest, 4096 + Furthest));
                Assert.That(new NetTopologySuite.Operation.Valid.IsValidOp(NtsPolygons.Of([.. feature.Parts])).ValidationError?.ToString(), Is.Null, $"feature {feature.Id}");
            }
        }
        // The other reader finds as many, and as many polygons in each.
        var other = IndexTiles.Read(raw, at).Layers.SelectMany(layer => layer.Features).Select(feature => feature.Geometry.NumGeometries);
        Assert.That(other, Is.EqualTo(tile.Layers.SelectMany(layer => layer.Features).Select(feature => feature.Parts.Count(part => StrictFeature.TwiceArea(part) > 0))));
    }

    private static double AreaOf(byte[] raw, ulong id) => StrictTile.Read(raw).Layers
        .SelectMany(layer => layer.Features).Where(feature => feature.Id == id).Sum(feature => feature.Parts.Sum(part => StrictFeature.TwiceArea(part) / 2.0));

    // What the tile and a margin have of a polygon, in units, by NetTopologySuite.
    private static Geometry InUnits(int[][] rings, TileCoordinate tile, int margin)
    {
        double unit = Math.ScaleB(1, 20 - tile.Z);
        Geometry whole = NtsPolygons.Of(rings);
        Geometry scaled = new NetTopologySuite.Geometries.Utilities.AffineTransformation(
            1 / unit, 0, ((1L << 31) / unit) - (tile.X * 4096.0), 0, 1 / unit, ((1L << 31) / unit) - (tile.Y * 4096.0)).Transform(whole);
        return scaled.Intersection(new GeometryFactory().ToGeometry(new Envelope(-margin, 4096 + margin, -margin, 4096 + margin)));
    }

    private static TileCoordinate TileAt(int quarter, int zoom) =>
        zoom == 0 ? new(0, 0, 0) : new(zoom, (1 << (zoom - 1)) - (quarter & 1), (1 << (zoom - 1)) - (quarter >> 1));
}
