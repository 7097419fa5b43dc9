using System.Text;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.Styles.MapLibre;
using GeoServe.Core.TileMatrices;
using GeoServe.Core.Tiles;
using GeoServe.Rendering;
using GeoServe.TestKit.Fakes;
using GeoServe.TestKit.Pictures;
using GeoServe.VectorTiles.Encoding;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace GeoServe.UnitTests.Tiles;

/// <summary>One point lies at 0 E 0 N, the corner of tiles 8 of zoom 4; its index knows that. A pixel of a 256-pixel tile is 2^20 steps.</summary>
public class EmptyTileTests
{
    private const string Paint = """{"id": "ground", "type": "background", "paint": {"background-color": "#336699"}}""";

    [Test]
    public async Task An_empty_vector_tile_is_known_without_a_query_a_cache_or_a_render()
    {
        Service service = Create(Circle(20));

        Tile tile = await service.GetAsync(new(4, 12, 3), TileFormat.Mvt);

        Assert.That(tile, Is.SameAs(Tile.EmptyVectorTile));
        Assert.That(service.Work, Is.EqualTo((0, 0, 0)));
    }

    [Test]
    public async Task Empty_pictures_of_a_zoom_share_one_body_in_the_styles_background()
    {
        Service service = Create(Circle(20));

        Tile one = await service.GetAsync(new(4, 12, 3), TileFormat.Png), other = await service.GetAsync(new(4, 1, 14), TileFormat.Png);

        Assert.That(other, Is.SameAs(one));
        Assert.That(Picture.Decode(one.Body.ToArray())[17, 200].ToString(), Does.Contain("336699").IgnoreCase);
        Assert.That(service.Work, Is.EqualTo((0, 0, 0)));
    }

    // Zoom 4 of 256-pixel tiles is MapLibre's 3. The circle reaches 20 pixels; tile 8/8 begins at the point itself, 9/8 lies 256 pixels east.
    [TestCase(7, 7, true)]
    [TestCase(8, 8, true)]
    [TestCase(9, 8, false)]
    [TestCase(6, 7, false)]
    public async Task What_is_drawn_around_a_feature_counts(int x, int y, bool isAsked)
    {
        Service service = Create(Circle(20));

        await service.GetAsync(new(4, x, y), TileFormat.Png);

        Assert.That(service.Index.Queries > 0, Is.EqualTo(isAsked));
    }

    [Test]
    public async Task A_label_reaches_further_than_its_feature()
    {
        const string text = """{"id": "names", "type": "symbol", "source": "s", "source-layer": "places", "layout": {"text-field": ["get", "name"], "text-size": 10, "text-offset": [12, 0]}}""";
        Service service = Create(text);

        await service.GetAsync(new(4, 10, 8), TileFormat.Png);      // 512 pixels away; the label's box may reach 160, and is shifted by 12 ems of 10
        Assert.That(service.Index.Queries, Is.Zero);
        await service.GetAsync(new(4, 9, 8), TileFormat.Png);       // 256

        Assert.That(service.Index.Queries, Is.Positive);
    }

    [Test]
    public async Task Tiles_that_are_known_to_be_empty_are_not_kept_when_a_block_is_drawn()
    {
        Service service = Create(Circle(20));

        await service.GetAsync(new(4, 8, 8), TileFormat.Png);

        Assert.That(service.Cache.Puts, Is.EqualTo(1), "of the block of 4 x 4 one has the point");
    }

    [Test]
    public async Task What_a_tile_leaves_out_and_how_it_is_generalised_are_noted()
    {
        Service service = Create(Circle(20), leftOut: 1234, TileCrowding.Attributes);

        Tile tile = await service.GetAsync(new(4, 8, 8), TileFormat.Mvt);

        Assert.That(tile.Notes, Is.EqualTo(new TileNotes("places=1234", "places=styled")));
    }

    private static string Circle(int radius) =>
        $$"""{"id": "dots", "type": "circle", "source": "s", "source-layer": "places", "paint": {"circle-radius": {{radius}} } }""";

    private static Service Create(string layer, long leftOut = 0, TileCrowding crowding = TileCrowding.None)
    {
        string json = $$"""{"version": 8, "sources": {"s": {"type": "vector"} }, "layers": [ {{Paint}}, {{layer}} ] }""";
        var style = new MapStyle("s", LocalText.Of("s"), MapLibreStyleReader.Read(json).Style!, Encoding.UTF8.GetBytes(json), 1);
        Map map = TestMaps.Map("m", [TestMaps.Collection(TestMaps.Source(("a", "POINT (0 0)")))], style);
        Snapshot snapshot = TestMaps.Snapshot(map);
        CollectionState state = snapshot.StateOf(map.Collections[0]);
        var index = new BoxIndex(state.Index, new GridBox(0, 0, 0, 0)) { LeftOutFeatures = leftOut, TileCrowding = crowding };
        var cache = new CountingCache();
        var stores = new TileStoreQueue(cache, NullLogger<TileStoreQueue>.Instance);
        var tiles = new TileService(cache, new SceneBuilder(new LabelBlocks(new NoLabels())), [new RasterEncoder(), new VectorTileEncoder()], stores, new RenderGate());
        return new(tiles, map, snapshot.With([state with { Index = index }]), index, cache);
    }

    private sealed record Service(TileService Tiles, Map Map, Snapshot Snapshot, BoxIndex Index, CountingCache Cache)
    {
        public (int Queries, int Reads, int Puts) Work => (Index.Queries, Cache.Reads, Cache.Puts);

        public ValueTask<Tile> GetAsync(TileCoordinate tile, TileFormat format) => Tiles.GetAsync(
            Tiles.Address(new TileRequest(Map, Map.Styles[0], TileMatrixSet.WebMercatorQuad, tile, format, 1, ViewClass.Public), Snapshot), CancellationToken.None);
    }

    private sealed class NoLabels : ILabelPlacer
    {
        public int MarginPixels(MapStyle style) => 8 * 160;

        public PlacedLabels Place(MapScene block, CancellationToken cancellationToken) => new None();

        private sealed class None : PlacedLabels
        {
            public override long SizeBytes => 0;
        }
    }
}
