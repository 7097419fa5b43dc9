using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles.MapLibre;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using GeoServe.TestKit.VectorTiles;
using GeoServe.VectorTiles.Encoding;
using NUnit.Framework;

namespace GeoServe.UnitTests.VectorTiles;

/// <summary>Lines that a map joins where its style draws them alike. Tile 4/8/8 begins at 0, 0 and is 22.5 degrees wide.</summary>
public class JoinedLineTests
{
    private static readonly TileCoordinate s_tile = new(4, 8, 8);

    [Test]
    public async Task An_end_and_a_beginning_of_equal_looks_are_joined_and_nothing_else()
    {
        StrictLayer layer = await LayerAsync(s_tile, joins: true,
            ("a", "LINESTRING (1 -1, 2 -1)"), ("b", "LINESTRING (2 -1, 3 -1)"), ("a", "LINESTRING (2 -1, 4 -4)"),      // the middle one is of another look
            ("a", "LINESTRING (9 -9, 4 -4)"),                                                                          // two ends meet: directions stay
            ("a", "MULTILINESTRING ((9 -9, 10 -9), (20 -1, 21 -1))"));                                                 // two beginnings

        StrictFeature[] features = [.. layer.Features];
        Assert.That(features.Select(feature => feature.Id), Is.All.Null);
        Assert.That(features.Select(feature => feature.Tags), Is.EqualTo(new[] { new[] { 0, 0 }, new[] { 0, 1 } }));
        Assert.That(features[0].Parts.Select(part => part.Length / 2), Is.EqualTo(new[] { 3, 2, 2, 2 }));
        Assert.That(features[1].Parts, Has.Count.EqualTo(1));
        int[] joined = features[0].Parts[0];
        Assert.That((joined[0], joined[2], joined[4]), Is.EqualTo((182, 364, 728)), "182.04 units a degree");
    }

    [TestCase(13, true, 1)]
    [TestCase(13, false, 2)]
    [TestCase(14, true, 2)]
    public async Task From_zoom_14_on_each_feature_stands_by_itself(int zoom, bool joins, int features)
    {
        int middle = 1 << (zoom - 1);

        StrictLayer layer = await LayerAsync(new(zoom, middle, middle), joins, ("a", "LINESTRING (0.001 -0.001, 0.002 -0.001)"), ("a", "LINESTRING (0.002 -0.001, 0.003 -0.002)"));

        Assert.That(layer.Features, Has.Count.EqualTo(features));
        Assert.That(layer.Features.Select(feature => feature.Id is null), Is.All.EqualTo(features == 1));
    }

    // Each edge, as it was drawn, is there as often as before.
    [Test]
    public void No_edge_is_lost_or_turned() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
        Arb.From(Gen.Choose(1, 4).ListOf(8).Where(list => list.Count >= 4)), numbers =>
        {
            (string, string)[] lines = [.. numbers.Chunk(4).Where(four => four.Length == 4 && (four[0], four[1]) != (four[2], four[3]))
                .Select((four, i) => ($"{i % 2}", FormattableString.Invariant($"LINESTRING ({four[0]} {-four[1]}, {four[2]} {-four[3]})")))];
            if (lines.Length == 0) return true;

            StrictLayer apart = LayerAsync(s_tile, joins: false, lines).Result, joined = LayerAsync(s_tile, joins: true, lines).Result;

            Assert.That(Edges(joined), Is.EqualTo(Edges(apart)));
            return true;
        }));

    private static IEnumerable<(long Name, int, int, int, int)> Edges(StrictLayer layer) => layer.Features
        .SelectMany(feature => feature.Parts.SelectMany(part => Enumerable.Range(0, (part.Length / 2) - 1)
            .Select(i => (feature.Tags[1], part[i * 2], part[(i * 2) + 1], part[(i * 2) + 2], part[(i * 2) + 3]))))
        .Order();

    private static async Task<StrictLayer> LayerAsync(TileCoordinate tile, bool joins, params (string Name, string Wkt)[] lines)
    {
        const string json = """
            {"version": 8, "sources": {"s": {"type": "vector"}}, "layers": [
              {"id": "lines", "type": "line", "source": "s", "source-layer": "places", "paint": {"line-color": ["match", ["get", "name"], "a", "#ff0000", "#0000ff"]}}]}
            """;
        var style = new MapStyle("s", LocalText.Of("s"), MapLibreStyleReader.Read(json).Style!, Encoding.UTF8.GetBytes(json), 1);
        FakeSource source = TestMaps.Source(lines);
        Collection collection = TestMaps.Collection(source);
        collection = collection with { Schema = collection.Schema with { GeometryType = ShapeType.MultiLineString } };
        var map = new Map("m", [collection], [style], TileMatrixSet.WellKnown, 0, 18, collection.Bounds)
        {
            Title = collection.Title, Abstract = collection.Title, JoinsLines = joins,
            CarriedAttributes = new Dictionary<string, ImmutableArray<string>> { ["places"] = ["name"] },
        };
        using MapScene scene = await new SceneBuilder(new LabelBlocks(null!)).BuildAsync(
            MapView.OfVectorTile(TileMatrixSet.WebMercatorQuad, tile), map, style, TestMaps.Snapshot(map), CancellationToken.None);
        StrictTile read = StrictTile.Read(VectorTileEncoder.EncodeRaw(scene));
        Assert.That(read.Faults, Is.Empty);
        return read.Layers.Single();
    }
}
