using System.IO.Compression;
using GeoServe.Caching.Layered;
using GeoServe.Caching.Memory;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Core.Tiles;
using GeoServe.TestKit;
using GeoServe.TestKit.Fakes;
using GeoServe.VectorTiles.Encoding;
using Microsoft.Extensions.Logging.Abstractions;
using NetTopologySuite.IO.VectorTiles.Mapbox;
using NUnit.Framework;
using Tile = GeoServe.Core.Sources.Tile;

namespace GeoServe.UnitTests.Tiles;

public class TileServiceTests
{
    private const string Everywhere = "POLYGON ((-170 -80, 170 -80, 170 80, -170 80, -170 -80))";

    [Test]
    public async Task Waiters_on_different_tiles_of_one_metatile_cost_one_render()
    {
        FakeSource source = TestMaps.Source(("a", Everywhere));
        source.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (TileService tiles, CountingEncoder encoder, Map map, Snapshot snapshot) = Create(source);

        Task<Tile>[] waiting = [.. Enumerable.Range(0, 16).Select(i => tiles.GetAsync(Address(tiles, map, snapshot, new(4, 4 + (i % 4), 4 + (i / 4))), CancellationToken.None).AsTask())];
        await source.AtGate.Task;
        source.Gate.SetResult();
        Tile[] got = await Task.WhenAll(waiting);

        Assert.That(encoder.Scenes, Is.EqualTo(1));
        Assert.That(source.Queries, Is.EqualTo(1));
        Assert.That(got.Select(tile => tile.Body.Span[0]), Is.EqualTo(Enumerable.Range(0, 16)), "each gets its own tile");
    }

    [Test]
    public async Task Two_view_classes_do_not_share_a_tile()
    {
        FakeSource source = TestMaps.Source(("a", Everywhere));
        (TileService tiles, CountingEncoder encoder, Map map, Snapshot snapshot) = Create(source);
        TileAddress open = Address(tiles, map, snapshot, new(4, 0, 0));
        TileAddress closed = open with { Request = open.Request with { ViewClass = new ViewClass("planning") } };

        await tiles.GetAsync(open, CancellationToken.None);
        await tiles.GetAsync(closed, CancellationToken.None);

        Assert.That(encoder.Scenes, Is.EqualTo(2));
    }

    [Test]
    public async Task A_render_that_began_before_a_swap_does_not_answer_those_who_came_after()
    {
        FakeSource source = TestMaps.Source(("a", Everywhere));
        source.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (TileService tiles, CountingEncoder encoder, Map map, Snapshot before) = Create(source);
        Task<Tile> early = tiles.GetAsync(Address(tiles, map, before, new(4, 0, 0)), CancellationToken.None).AsTask();
        await source.AtGate.Task;

        Snapshot after = before.With([TestMaps.State(map.Collections[0], revision: 2)]);
        TileAddress lateAddress = Address(tiles, map, after, new(4, 0, 0));
        Task<Tile> late = tiles.GetAsync(lateAddress, CancellationToken.None).AsTask();
        source.Gate.SetResult();
        await Task.WhenAll(early, late);

        Assert.That(encoder.Scenes, Is.EqualTo(2));
        Assert.That(await tiles.GetAsync(lateAddress, CancellationToken.None), Is.SameAs(await late), "what is kept is of the newer snapshot");
        Assert.That(encoder.Scenes, Is.EqualTo(2));
    }

    [Test]
    public async Task A_swap_that_changed_nothing_of_the_map_costs_no_second_render()
    {
        FakeSource source = TestMaps.Source(("a", Everywhere));
        source.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (TileService tiles, CountingEncoder encoder, Map map, Snapshot before) = Create(source);
        Task<Tile> early = tiles.GetAsync(Address(tiles, map, before, new(4, 0, 0)), CancellationToken.None).AsTask();
        await source.AtGate.Task;

        Snapshot after = before.With([before.StateOf(map.Collections[0])]);
        Task<Tile> late = tiles.GetAsync(Address(tiles, map, after, new(4, 0, 0)), CancellationToken.None).AsTask();
        source.Gate.SetResult();

        Assert.That(await late, Is.SameAs(await early));
        Assert.That(encoder.Scenes, Is.EqualTo(1));
        Assert.That(after.Id, Is.Not.EqualTo(before.Id));
    }

    [Test]
    public async Task A_hit_in_memory_allocates_nothing()
    {
        (TileService tiles, _, Map map, Snapshot snapshot) = Create(TestMaps.Source(("a", Everywhere)));
        TileAddress address = Address(tiles, map, snapshot, new(4, 1, 1));
        await tiles.GetAsync(address, CancellationToken.None);

        Assert.That(Allocations.Of(() => Hit(tiles, address)), Is.Zero);
    }

    [Test]
    public async Task The_same_revision_after_a_reload_is_still_a_hit()
    {
        (TileService tiles, CountingEncoder encoder, Map map, Snapshot snapshot) = Create(TestMaps.Source(("a", Everywhere)));
        await tiles.GetAsync(Address(tiles, map, snapshot, new(4, 1, 1)), CancellationToken.None);

        await tiles.GetAsync(Address(tiles, map, snapshot.With([]), new(4, 1, 1)), CancellationToken.None);

        Assert.That(encoder.Scenes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_filtered_tile_is_another_tile_with_fewer_features()
    {
        FakeSource source = TestMaps.Source(("a", Everywhere), ("b", Everywhere));
        (TileService tiles, _, Map map, Snapshot snapshot) = Create(source);
        TileRequest all = Address(tiles, map, snapshot, new(4, 1, 1)).Request with { Format = TileFormat.Mvt };
        TileRequest some = all with { Selection = MapSelection.Of(map, "name = 'a'", null, null) }, none = all with { Selection = MapSelection.Of(map, "name = 'c'", null, null) };

        Tile whole = await tiles.GetAsync(tiles.Address(all, snapshot), CancellationToken.None);
        Tile part = await tiles.GetAsync(tiles.Address(some, snapshot), CancellationToken.None);
        Tile empty = await tiles.GetAsync(tiles.Address(none, snapshot), CancellationToken.None);

        Assert.That((NamesIn(whole), NamesIn(part), empty.IsEmpty), Is.EqualTo(("ab", "a", true)));
        Assert.That(await tiles.GetAsync(tiles.Address(all, snapshot), CancellationToken.None), Is.SameAs(whole), "each is kept under its own name");
        Assert.That(await tiles.GetAsync(tiles.Address(some, snapshot), CancellationToken.None), Is.SameAs(part));
    }

    [Test]
    public async Task Chosen_attributes_alone_are_in_a_vector_tile()
    {
        (TileService tiles, _, Map map, Snapshot snapshot) = Create(TestMaps.Source(("a", Everywhere)));
        TileRequest request = Address(tiles, map, snapshot, new(4, 1, 1)).Request with { Format = TileFormat.Mvt, Selection = MapSelection.Of(map, "name = 'a'", null, "id") };

        Tile tile = await tiles.GetAsync(tiles.Address(request, snapshot), CancellationToken.None);

        Assert.That(Features(tile).Single().Attributes.GetNames(), Is.EqualTo(new[] { "id" }), "the filter's own attribute is not given");
    }

    [Test]
    public async Task A_failed_render_is_not_kept()
    {
        FakeSource source = TestMaps.Source(("a", Everywhere));
        source.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        source.Gate.SetException(new SourceUnavailableException("away"));
        (TileService tiles, _, Map map, Snapshot snapshot) = Create(source);
        TileAddress address = Address(tiles, map, snapshot, new(4, 1, 1));

        Assert.That(async () => await tiles.GetAsync(address, CancellationToken.None), Throws.InstanceOf<SourceUnavailableException>());
        source.Gate = null;

        Assert.That((await tiles.GetAsync(address, CancellationToken.None)).IsEmpty, Is.False);
    }

    [Test]
    public async Task A_client_that_leaves_alone_ends_the_query()
    {
        FakeSource source = TestMaps.Source(("a", Everywhere));
        source.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (TileService tiles, _, Map map, Snapshot snapshot) = Create(source);
        using var leaves = new CancellationTokenSource();
        Task<Tile> only = tiles.GetAsync(Address(tiles, map, snapshot, new(4, 1, 1)), leaves.Token).AsTask();
        await source.AtGate.Task;

        await leaves.CancelAsync();

        Assert.That(async () => await only, Throws.InstanceOf<OperationCanceledException>());
        await source.Cancelled.Task;
    }

    [Test]
    public void Too_much_work_is_refused_at_once()
    {
        FakeSource source = TestMaps.Source(("a", Everywhere));
        source.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (TileService tiles, _, Map map, Snapshot snapshot) = Create(source, new RenderGate(workers: 1, mostWaiting: 0));
        Task<Tile> first = tiles.GetAsync(Address(tiles, map, snapshot, new(4, 0, 0)), CancellationToken.None).AsTask();
        source.AtGate.Task.Wait();

        Assert.That(async () => await tiles.GetAsync(Address(tiles, map, snapshot, new(4, 4, 4)), CancellationToken.None), Throws.InstanceOf<OverloadedException>());
        source.Gate.SetResult();
        Assert.That(async () => await first, Throws.Nothing);
    }

    private static string NamesIn(Tile tile) => string.Concat(Features(tile).Select(feature => feature.Attributes["name"]).Order());

    private static List<NetTopologySuite.Features.IFeature> Features(Tile tile)
    {
        using var stream = new GZipStream(new MemoryStream(tile.Body.ToArray()), CompressionMode.Decompress);
        return [.. new MapboxTileReader().Read(stream, new NetTopologySuite.IO.VectorTiles.Tiles.Tile(1, 1, 4)).Layers.SelectMany(layer => layer.Features)];
    }

    private static void Hit(TileService tiles, in TileAddress address)
    {
        ValueTask<Tile> hit = tiles.GetAsync(address, CancellationToken.None);
        if (!hit.IsCompletedSuccessfully || hit.Result.Body.IsEmpty) throw new InvalidOperationException("no hit");
    }

    private static TileAddress Address(TileService tiles, Map map, Snapshot snapshot, TileCoordinate tile) => tiles.Address(
        new TileRequest(map, map.Styles[0], TileMatrixSet.WebMercatorQuad, tile, TileFormat.Png, 1, ViewClass.Public), snapshot);

    private static (TileService Tiles, CountingEncoder Encoder, Map Map, Snapshot Snapshot) Create(FakeSource source, RenderGate? gate = null)
    {
        Map map = TestMaps.Map("m", [TestMaps.Collection(source)]);
        var encoder = new CountingEncoder();
        var cache = new LayeredTileCache(new MemoryTileCache(1 << 20), store: null);
        var tiles = new TileService(
            cache, new SceneBuilder(new LabelBlocks(new NoLabels())), [encoder, new VectorTileEncoder()],
            new TileStoreQueue(cache, NullLogger<TileStoreQueue>.Instance), gate ?? new RenderGate(2, 100));
        return (tiles, encoder, map, TestMaps.Snapshot(map));
    }

    /// <summary>Makes of each tile of a scene one byte: its number in the metatile.</summary>
    private sealed class CountingEncoder : ISceneEncoder
    {
        private int _scenes;

        public int Scenes => _scenes;

        public bool Makes(TileFormat format) => format == TileFormat.Png;

        public Tile[] Encode(MapScene scene, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _scenes);
            TileRange tiles = scene.View.Tiles!.Value;
            return [.. Enumerable.Range(0, tiles.Columns * tiles.Rows).Select(i => new Tile(new[] { (byte)i }, TileFormat.Png))];
        }
    }

    private sealed class NoLabels : ILabelPlacer
    {
        public PlacedLabels Place(MapScene block, CancellationToken cancellationToken) => throw new InvalidOperationException("The style has no text.");

        public int MarginPixels(MapStyle style) => 0;
    }
}
