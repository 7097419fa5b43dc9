using System.CommandLine;
using System.Diagnostics;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.LoadTest.Cities;
using GeoServe.LoadTest.Contenders;
using GeoServe.LoadTest.Processes;
using GeoServe.LoadTest.Results;
using GeoServe.LoadTest.Tiles;
using GeoServe.VectorTiles.Encoding;

namespace GeoServe.LoadTest.Pyramids;

/// <summary><c>pyramid</c>: every tile of some zooms from the source, the indexes built in between, into an MBTiles file.</summary>
internal sealed class PyramidCommand : Command
{
    private readonly Option<string> _results = ResultFile.Option();
    private readonly Option<string> _config = new("--config") { Description = "GeoServe's configuration.", Required = true };
    private readonly Option<string> _data = new("--data") { Description = "Its data folder; the indexes in it are built anew.", Required = true };
    private readonly Option<string> _out = new("--out") { Description = "MBTiles file to write.", Required = true };
    private readonly Option<int> _maxZoom = new("--max-zoom") { Description = "Last zoom; the first is 0.", DefaultValueFactory = _ => 14 };
    private readonly Option<int> _threads = new("--threads") { Description = "Tiles made at once.", DefaultValueFactory = _ => Environment.ProcessorCount };

    public PyramidCommand() : base("pyramid", "Make every tile of z0 to z14 from the source.")
    {
        foreach (Option option in (Option[])[_results, _config, _data, _out, _maxZoom, _threads]) Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string data = parsed.GetValue(_data)!, results = parsed.GetValue(_results)!;
        if (Directory.Exists(City.IndexFolder(data))) Directory.Delete(City.IndexFolder(data), recursive: true);
        var self = new ProcessTree(Environment.ProcessId);
        long began = Stopwatch.GetTimestamp();
        await using City city = await City.OpenAsync(parsed.GetValue(_config)!, data, "everything", cancellationToken);
        await city.BuildIndexesAsync(cancellationToken);
        double built = Stopwatch.GetElapsedTime(began).TotalSeconds, builtCpu = Environment.CpuUsage.TotalTime.TotalSeconds;
        ResultFile.Add(results, new PyramidMeasured(Names.GeoServePyramid, "indexes", built, builtCpu, self.PeakBytes, 0, new DirectoryInfo(City.IndexFolder(data)).EnumerateFiles().Sum(file => file.Length)));
        using var archive = new TileArchive(parsed.GetValue(_out)!);
        for (int zoom = 0; zoom <= parsed.GetValue(_maxZoom); zoom++) MakeAll(city, zoom, archive, parsed.GetValue(_threads));
        archive.Finish();
        double all = Stopwatch.GetElapsedTime(began).TotalSeconds, allCpu = Environment.CpuUsage.TotalTime.TotalSeconds;
        ResultFile.Add(results, new PyramidMeasured(Names.GeoServePyramid, "tiles", all - built, allCpu - builtCpu, self.PeakBytes, archive.Tiles, archive.Bytes));
        ResultFile.Add(results, new PyramidMeasured(Names.GeoServePyramid, "", all, allCpu, self.PeakBytes, archive.Tiles, archive.Bytes));
        return 0;
    }

    private static void MakeAll(City city, int zoom, TileArchive archive, int threads)
    {
        (TileCoordinate first, TileCoordinate last) = Range(city.Map.Bounds, zoom);
        int columns = last.X - first.X + 1;
        Parallel.For(0, columns * (last.Y - first.Y + 1), new ParallelOptions { MaxDegreeOfParallelism = threads }, () => (Scenes: new SceneBuilder(new LabelBlocks(null!)), Encoder: new VectorTileEncoder()), (i, _, own) =>
        {
            var tile = new TileCoordinate(zoom, first.X + (i % columns), first.Y + (i / columns));
            using MapScene scene = city.Build(own.Scenes, tile);
            Tile made = own.Encoder.Encode(scene, CancellationToken.None)[0];
            if (!made.IsEmpty) archive.Add(tile, made.Body);
            return own;
        }, _ => { });
    }

    /// <summary>The tiles at two corners of bounds in degrees.</summary>
    public static (TileCoordinate First, TileCoordinate Last) Range(Box bounds, int zoom) =>
        (TileSample.At(new Position(bounds.MinX, bounds.MaxY), zoom), TileSample.At(new Position(bounds.MaxX, bounds.MinY), zoom));
}
