using System.CommandLine;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.TileMatrices;
using GeoServe.LoadTest.Cities;
using GeoServe.VectorTiles.Encoding;

namespace GeoServe.LoadTest.Tiles;

/// <summary><c>loop</c>: the engine makes the tiles around a place again and again, on one thread, to be profiled.</summary>
internal sealed class LoopCommand : Command
{
    private readonly Option<string> _config = new("--config") { Description = "GeoServe's configuration.", Required = true };
    private readonly Option<string> _data = new("--data") { Description = "Its data folder, with its indexes.", Required = true };
    private readonly Option<int> _zoom = new("--zoom") { Description = "Zoom of the tiles.", Required = true };
    private readonly Option<double> _seconds = new("--seconds") { Description = "How long.", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _around = new("--around") { Description = "Tiles to each side of the one at the place.", DefaultValueFactory = _ => 1 };
    private readonly Option<double[]> _at = new("--at") { Description = "Longitude and latitude of the place.", DefaultValueFactory = _ => [106.55, 29.56], AllowMultipleArgumentsPerToken = true };

    public LoopCommand() : base("loop", "Make the same tiles again and again, for a profiler such as perf with DOTNET_PerfMapEnabled=1.")
    {
        foreach (Option option in (Option[])[_config, _data, _zoom, _seconds, _around, _at]) Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using City city = await City.OpenAsync(parsed.GetValue(_config)!, parsed.GetValue(_data)!, "everything", cancellationToken);
        if (!city.HasIndexes) throw new InvalidOperationException("Indexes are missing: run 'index' first.");
        int zoom = parsed.GetValue(_zoom), around = parsed.GetValue(_around);
        double[] at = parsed.GetValue(_at)!;
        TileCoordinate middle = TileSample.At(new Position(at[0], at[1]), zoom);
        TileCoordinate[] tiles = [.. Enumerable.Range(-around, (2 * around) + 1).SelectMany(y => Enumerable.Range(-around, (2 * around) + 1).Select(x => new TileCoordinate(zoom, middle.X + x, middle.Y + y)))];
        var scenes = new SceneBuilder(new LabelBlocks(null!));
        long made = 0, bytes = 0, allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan before = Environment.CpuUsage.TotalTime, used;
        do
        {
            using MapScene scene = city.Build(scenes, tiles[made % tiles.Length]);
            bytes += VectorTileEncoder.EncodeRaw(scene).Length;
            made++;
            used = Environment.CpuUsage.TotalTime - before;
        }
        while (used.TotalSeconds < parsed.GetValue(_seconds));
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine(FormattableString.Invariant($"z{zoom}: {made / used.TotalSeconds:0.0} tiles a core-second, {bytes / made} bytes each, {allocated / made} bytes allocated for each"));
        return 0;
    }
}
