using System.Diagnostics;
using GeoServe.Core.TileMatrices;
using GeoServe.LoadTest.Contenders;
using GeoServe.LoadTest.Results;

namespace GeoServe.LoadTest.Tiles;

/// <summary>Asks a contender for tiles, each once, by some lanes at once.</summary>
internal static class TilesRun
{
    /// <summary>Opens lanes, each with its own connection or thread.</summary>
    public static ILane[] OpenLanes(IContender contender, int count) => [.. Enumerable.Range(0, count).Select(_ => contender.OpenLane())];

    /// <summary>Measures.</summary>
    public static TilesMeasured Measure(IContender contender, ILane[] lanes, TileCoordinate[] tiles, int round)
    {
        int next = -1, failed = 0;
        long sent = 0;
        TimeSpan cpu = contender.Cpu;
        long began = Stopwatch.GetTimestamp();
        Together(lanes, lane =>
        {
            while (Interlocked.Increment(ref next) is var i && i < tiles.Length)
            {
                int length = lane.Ask(tiles[i]);
                if (length < 0) Interlocked.Increment(ref failed);
                else Interlocked.Add(ref sent, length);
            }
        });
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new TilesMeasured(contender.Name, tiles[0].Z, round, tiles.Length, seconds, (contender.Cpu - cpu).TotalSeconds, sent, failed);
    }

    /// <summary>Reads what the tiles hold; not measured.</summary>
    public static ContentMeasured Read(IContender contender, ILane[] lanes, TileCoordinate[] tiles)
    {
        int next = -1;
        long raw = 0;
        var layers = new Dictionary<string, LayerContent>(StringComparer.Ordinal);
        Together(lanes, lane =>
        {
            while (Interlocked.Increment(ref next) is var i && i < tiles.Length)
            {
                byte[] body = lane.Read(tiles[i]);
                Interlocked.Add(ref raw, body.Length);
                lock (layers) TileContent.AddTo(layers, body, tiles[i]);
            }
        });
        return new ContentMeasured(contender.Name, tiles[0].Z, tiles.Length, raw, layers);
    }

    private static void Together(ILane[] lanes, Action<ILane> work) =>
        Task.WaitAll([.. lanes.Select(lane => Task.Factory.StartNew(() => work(lane), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))]);
}
