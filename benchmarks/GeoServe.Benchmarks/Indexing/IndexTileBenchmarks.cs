using BenchmarkDotNet.Attributes;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing.Building;
using GeoServe.Indexing.Reading;
using GeoServe.TestKit;
using GeoServe.TestKit.Fakes;
using GeoServe.VectorTiles.Encoding;

namespace GeoServe.Benchmarks.Indexing;

/// <summary>What does a tile cost from the index: finding its features, encoding them, and compressing? A coverage of 19,600 polygons fills the tile of z8.</summary>
[MemoryDiagnoser]
public class IndexTileBenchmarks
{
    private static readonly TileCoordinate s_whole = new(8, 203, 105);

    private readonly SceneBuilder _scenes = new(new LabelBlocks(null!));
    private readonly VectorTileEncoder _encoder = new();
    private readonly TemporaryFolder _folder = new();
    private Map _map = null!;
    private Snapshot _snapshot = null!;
    private TileIndex _index = null!;
    private MapView _view = null!;
    private TileQuery _query;

    /// <summary>8 holds everything, 12 a cell of 16 x 16, 14 of 64 x 64.</summary>
    [Params(8, 12, 14)] public int Zoom { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        Collection collection = TestMaps.Collection(TestMaps.Source(Coverage.Of(s_whole, cells: 140, perSide: 8)));
        string path = _folder.PathOf("places.tileindex");
        await new TileIndexBuilder(collection.Id, collection.Features!, new IndexRecipe()).BuildAsync(path, null, CancellationToken.None);
        _index = TileIndex.Open(path);
        _map = TestMaps.Map("m", [collection]);
        _snapshot = new Snapshot(new Catalog([collection], [_map]), [TestMaps.State(collection) with { Index = _index }]);

        int finer = Zoom - s_whole.Z, middle = (1 << finer) / 2;
        var tile = new TileCoordinate(Zoom, (s_whole.X << finer) + middle, (s_whole.Y << finer) + middle);
        _view = MapView.OfVectorTile(TileMatrixSet.WebMercatorQuad, tile);
        long side = 1L << (32 - Zoom);
        int west = (int)((tile.X * side) - (1L << 31)), north = (int)((tile.Y * side) - (1L << 31));
        _query = new TileQuery(new GridBox(west, north, (int)(west + side - 1), (int)(north + side - 1)), side / (double)MapView.VectorTilePixels, _index.Schema.EveryColumn, _view.UnitSteps);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    [Benchmark(Baseline = true)]
    public long Query()
    {
        using FeatureCursor cursor = _index.QueryAsync(_query, CancellationToken.None).Result;
        long positions = 0;
        while (cursor.MoveNext()) positions += cursor.Coordinates.Length;
        return positions;
    }

    [Benchmark]
    public int Encode()
    {
        using MapScene scene = _scenes.BuildAsync(_view, _map, _map.Styles[0], _snapshot, CancellationToken.None).Result;
        return VectorTileEncoder.EncodeRaw(scene).Length;
    }

    [Benchmark]
    public int EncodeAndCompress()
    {
        using MapScene scene = _scenes.BuildAsync(_view, _map, _map.Styles[0], _snapshot, CancellationToken.None).Result;
        return _encoder.Encode(scene, CancellationToken.None)[0].Body.Length;
    }
}
