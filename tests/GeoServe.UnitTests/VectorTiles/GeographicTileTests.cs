using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using GeoServe.TestKit.VectorTiles;
using GeoServe.UnitTests.Indexing;
using NUnit.Framework;

namespace GeoServe.UnitTests.VectorTiles;

/// <summary>Vector tiles of the sets in degrees, made of the same positions in Web Mercator: x is linear, y the inverse Mercator projection (EPSG method 1024).</summary>
public class GeographicTileTests
{
    private static readonly TileMatrixSet[] s_sets = [TileMatrixSet.WorldCrs84Quad, TileMatrixSet.Cgcs2000Quad];

    [Test]
    public async Task Points_lie_where_their_degrees_say([ValueSource(nameof(s_sets))] TileMatrixSet set, [Values] bool fromIndex, [Values(0, 5, 14)] int zoom)
    {
        (double Longitude, double Latitude)[] places = [(106.577, 29.5573), (-179.9999, 0.0001), (179.9999, -0.0001), (0, 85.05), (13.4, -85.05), (-74.01, 40.71)];
        double tileSide = 180.0 / (1 << zoom);
        foreach ((double longitude, double latitude) in places)
        {
            var tile = new TileCoordinate(zoom, (int)((longitude + 180) / tileSide), (int)((90 - latitude) / tileSide));

            StrictFeature feature = (await EncodedAsync(set, fromIndex, tile, FormattableString.Invariant($"POINT ({longitude} {latitude})")))[0];

            double x = ((longitude + 180) / tileSide * 4096) - (tile.X * 4096.0), y = ((90 - latitude) / tileSide * 4096) - (tile.Y * 4096.0);
            Assert.That(feature.Parts[0][0], Is.EqualTo(x).Within(0.55), $"{longitude}");
            Assert.That(feature.Parts[0][1], Is.EqualTo(y).Within(0.55), $"{latitude}");
        }
    }

    [Test]
    public async Task A_line_that_is_straight_in_Web_Mercator_runs_along_its_curve([ValueSource(nameof(s_sets))] TileMatrixSet set, [Values] bool fromIndex, [Values(0, 3, 9)] int zoom)
    {
        double tileSide = 180.0 / (1 << zoom), rise = Math.Asinh(Math.Tan(80 * Math.PI / 180)) / 170;       // from 170 W 80 S to 170 E 80 N
        double latitudeAt(double longitude) => Math.Atan(Math.Sinh(rise * longitude)) * 180 / Math.PI;
        // Where the curve bends most: tan of the latitude is 1.
        double longitude = Math.Asinh(1) / rise;
        var tile = new TileCoordinate(zoom, (int)((longitude + 180) / tileSide), (int)((90 - 45) / tileSide));

        List<StrictFeature> found = await EncodedAsync(set, fromIndex, tile, "LINESTRING (-170 -80, 170 80)");

        int[] line = found[0].Parts[0];
        for (int i = 0; i + 3 < line.Length; i += 2)
        {
            for (double along = 0; along <= 1; along += 0.25)
            {
                double x = line[i] + (along * (line[i + 2] - line[i])), y = line[i + 1] + (along * (line[i + 3] - line[i + 1]));
                double there = -180 + (((tile.X * 4096.0) + x) / 4096 * tileSide);
                double expected = ((90 - latitudeAt(there)) / tileSide * 4096) - (tile.Y * 4096.0);
                // Half a unit beside the curve, half by rounding y, not quite as much again by rounding x along the slope; an index has its ends rounded too.
                Assert.That(y, Is.EqualTo(expected).Within(fromIndex ? 2.5 : 1.5), $"{there} east");
            }
        }
        Assert.That(found[0].Parts, Has.Count.EqualTo(1));
        Assert.That(line[^2] - line[0], Is.GreaterThan(3000), "all the way through the tile");
    }

    [Test]
    public async Task Neighbours_share_a_slanted_border_position_by_position([ValueSource(nameof(s_sets))] TileMatrixSet set, [Values] bool fromIndex)
    {
        List<StrictFeature> found = await EncodedAsync(set, fromIndex, new(0, 1, 0), "POLYGON ((10 0, 70 60, 10 60, 10 0))", "POLYGON ((10 0, 70 0, 70 60, 10 0))");

        int side(double degrees) => (int)Math.Round(degrees / 180 * 4096);
        long whole = 2L * (side(70) - side(10)) * (side(90) - side(30));
        Assert.That(found.Sum(feature => feature.Parts.Sum(StrictFeature.TwiceArea)), Is.EqualTo(whole), "no gap and no overlap");
        HashSet<(int, int)> one = Positions(found[0]), other = Positions(found[1]);
        // The border rises by 1.317 radians of Web Mercator: 141 units beside its curve at most, so 17 pieces to come within half a unit.
        Assert.That(one.Intersect(other).Count(), Is.EqualTo(18));
        Assert.That(one.Except(other), Has.Exactly(1).Items, "the corner that is not of the border");
    }

    private static HashSet<(int X, int Y)> Positions(StrictFeature feature) =>
        [.. Enumerable.Range(0, feature.Parts[0].Length / 2).Select(i => (feature.Parts[0][i * 2], feature.Parts[0][(i * 2) + 1]))];

    private static async Task<List<StrictFeature>> EncodedAsync(TileMatrixSet set, bool fromIndex, TileCoordinate tile, params string[] shapes)
    {
        FakeSource source = TestMaps.Source([.. shapes.Select((shape, i) => ($"{i}", shape))]);
        FeatureSchema schema = await source.ReadSchemaAsync(CancellationToken.None);
        using BuiltIndex built = await BuiltIndex.OfAsync(source);
        StrictTile read = StrictTile.Read(await IndexTiles.EncodeAsync(source, fromIndex ? built.Index : new SourceTileIndex(source, schema, Box.Empty), tile, set));
        Assert.That(read.Faults, Is.Empty);
        return [.. read.Layers.Single().Features];
    }
}
