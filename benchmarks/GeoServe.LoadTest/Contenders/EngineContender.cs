using System.Collections.Concurrent;
using GeoServe.Core.Maps;
using GeoServe.Core.TileMatrices;
using GeoServe.LoadTest.Cities;
using GeoServe.VectorTiles.Encoding;

namespace GeoServe.LoadTest.Contenders;

/// <summary>GeoServe's own engine in this process, from the index to the bytes before compression: what ST_AsMVT is to PostGIS.</summary>
/// <param name="city">The map with its indexes.</param>
internal sealed class EngineContender(City city) : IContender
{
    private readonly ConcurrentBag<long> _allocated = [];

    public string Name => Names.Engine;

    public TimeSpan Cpu => Environment.CpuUsage.TotalTime;

    /// <summary>Bytes allocated for each tile that was asked for: the body is not among them, it is encoded into a buffer that the thread keeps.</summary>
    public IReadOnlyCollection<long> Allocated => _allocated;

    /// <summary>Forgets what was noted, such as while everything was new.</summary>
    public void ForgetAllocations() => _allocated.Clear();

    public ILane OpenLane() => new Lane(city, _allocated);

    public ValueTask DisposeAsync() => default;

    private sealed class Lane(City city, ConcurrentBag<long> allocated) : ILane
    {
        private readonly SceneBuilder _scenes = new(new LabelBlocks(null!));    // vector tiles place no labels

        public int Ask(TileCoordinate tile)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            using MapScene scene = city.Build(_scenes, tile);
            int length = VectorTileEncoder.EncodeRaw(scene).Length;
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            return length;
        }

        public byte[] Read(TileCoordinate tile)
        {
            using MapScene scene = city.Build(_scenes, tile);
            return VectorTileEncoder.EncodeRaw(scene).ToArray();
        }

        public void Dispose()
        {
        }
    }
}
