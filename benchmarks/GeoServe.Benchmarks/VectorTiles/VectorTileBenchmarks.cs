using BenchmarkDotNet.Attributes;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Maps;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using GeoServe.VectorTiles.Encoding;

namespace GeoServe.Benchmarks.VectorTiles;

/// <summary>What does a vector tile of a thousand polygons cost: from the source, and from a scene that is there?</summary>
[MemoryDiagnoser]
public class VectorTileBenchmarks
{
    private static readonly TileCoordinate Tile = new(10, 815, 423);

    private readonly SceneBuilder _scenes = new(new LabelBlocks(null!));
    private readonly VectorTileEncoder _encoder = new();
    private readonly MapView _view = MapView.OfVectorTile(TileMatrixSet.WebMercatorQuad, Tile);
    private Map _map = null!;
    private Snapshot _snapshot = null!;
    private MapScene _scene = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        _map = TestMaps.Map("m", [TestMaps.Collection(TestMaps.Source(Cities.Polygons(Tile, 1000, vertices: 20)))]);
        _snapshot = TestMaps.Snapshot(_map);
        _scene = await _scenes.BuildAsync(_view, _map, _map.Styles[0], _snapshot, CancellationToken.None);
    }

    [GlobalCleanup] public void Cleanup() => _scene.Dispose();

    [Benchmark(Baseline = true)]
    public async Task<int> FromSource()
    {
        using MapScene scene = await _scenes.BuildAsync(_view, _map, _map.Styles[0], _snapshot, CancellationToken.None);
        return _encoder.Encode(scene, CancellationToken.None)[0].Body.Length;
    }

    [Benchmark] public int EncodeAndCompress() => _encoder.Encode(_scene, CancellationToken.None)[0].Body.Length;

    [Benchmark] public int Encode() => VectorTileEncoder.EncodeRaw(_scene).Length;
}
