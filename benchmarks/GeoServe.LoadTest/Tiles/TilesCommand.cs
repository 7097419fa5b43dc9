using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using GeoServe.Core.TileMatrices;
using GeoServe.LoadTest.Cities;
using GeoServe.LoadTest.Contenders;
using GeoServe.LoadTest.Results;

namespace GeoServe.LoadTest.Tiles;

/// <summary><c>tiles</c>: asks every contender for the same tiles, zoom by zoom and in turn, and looks into what they hold.</summary>
internal sealed class TilesCommand : Command
{
    private readonly Option<string> _results = ResultFile.Option();
    private readonly Option<string> _zooms = new("--zooms") { Description = "First and last zoom.", DefaultValueFactory = _ => "8-16" };
    private readonly Option<string> _most = new("--most") { Description = "Tiles at each zoom from the first on, at most.", DefaultValueFactory = _ => "12,24,48,80,120,160,200,200,200" };
    private readonly Option<int> _rounds = new("--rounds") { Description = "How often each contender has its turn.", DefaultValueFactory = _ => 2 };
    private readonly Option<int> _lanes = new("--lanes") { Description = "Tiles that are asked for at once.", DefaultValueFactory = _ => 2 };
    private readonly Option<int> _seed = new("--seed") { Description = "Another number draws other tiles.", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _warm = new("--warm") { Description = "Seconds for which each is asked before, for other tiles than those that are measured.", DefaultValueFactory = _ => 15 };
    private readonly Option<string> _config = new("--config") { Description = "GeoServe's configuration.", Required = true };
    private readonly Option<string> _data = new("--data") { Description = "GeoServe's data folder, with its indexes.", Required = true };
    private readonly Option<string> _postgis = new("--postgis") { Description = "Connection string of the city in PostGIS.", Required = true };
    private readonly Option<int> _postgisId = new("--postgis-pid") { Description = "Its first process.", Required = true };
    private readonly Option<string?> _server = new("--geoserve") { Description = "Address of GeoServe's tiles, with {z}, {x}, {y}." };
    private readonly Option<int> _serverId = new("--geoserve-pid") { Description = "Its process." };
    private readonly Option<string?> _mapServerPostGis = new("--mapserver-postgis") { Description = "Address of MapServer's tiles over PostGIS." };
    private readonly Option<string?> _mapServerGeoPackage = new("--mapserver-geopackage") { Description = "Address of MapServer's tiles over the GeoPackage." };
    private readonly Option<string> _mapServerIds = new("--mapserver-pids") { Description = "Its processes, joined by commas.", DefaultValueFactory = _ => "" };

    public TilesCommand() : base("tiles", "Ask GeoServe and its peers for the same tiles, none of them kept.")
    {
        foreach (Option option in (Option[])[_results, _zooms, _most, _rounds, _lanes, _seed, _warm, _config, _data, _postgis, _postgisId, _server, _serverId, _mapServerPostGis, _mapServerGeoPackage, _mapServerIds]) Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using City city = await City.OpenAsync(parsed.GetValue(_config)!, parsed.GetValue(_data)!, "everything", cancellationToken);
        if (!city.HasIndexes) throw new InvalidOperationException("Indexes are missing: run 'index' first.");
        var engine = new EngineContender(city);
        IContender[] contenders = [engine, .. Others(parsed)];
        string results = parsed.GetValue(_results)!, connection = parsed.GetValue(_postgis)!;
        IReadOnlyList<(double, double)> places = await TileSample.DrawAsync(connection, parsed.GetValue(_seed), cancellationToken);
        int[] zooms = Numbers(parsed.GetValue(_zooms)!, '-'), most = Numbers(parsed.GetValue(_most)!, ',');
        TileCoordinate[][] tiles = [.. Enumerable.Range(zooms[0], zooms[^1] - zooms[0] + 1).Select((zoom, i) => TileSample.At(zoom, most[Math.Min(i, most.Length - 1)], places, new HashSet<TileCoordinate>()))];
        ILane[][] lanes = [.. contenders.Select(contender => TilesRun.OpenLanes(contender, parsed.GetValue(_lanes)))];
        try
        {
            WarmUp(contenders, lanes, places, tiles, parsed.GetValue(_warm));
            engine.ForgetAllocations();
            Measure(contenders, lanes, tiles, parsed.GetValue(_rounds), results);
            NoteOwn(engine, contenders, results);
            foreach (TileCoordinate[] zoom in tiles)
            {
                ResultFile.Add(results, await Truth.OfAsync(connection, zoom, cancellationToken));
                for (int i = 0; i < contenders.Length; i++) ResultFile.Add(results, TilesRun.Read(contenders[i], lanes[i], zoom));
            }
        }
        finally
        {
            foreach (ILane lane in lanes.SelectMany(some => some)) lane.Dispose();
        }
        return 0;
    }

    private static void Measure(IContender[] contenders, ILane[][] lanes, TileCoordinate[][] tiles, int rounds, string results)
    {
        for (int round = 1; round <= rounds; round++)
        {
            foreach (TileCoordinate[] zoom in tiles)
            {
                for (int i = 0; i < contenders.Length; i++) ResultFile.Add(results, TilesRun.Measure(contenders[i], lanes[i], zoom, round));
            }
        }
    }

    // Connections open, plans made, code compiled for what it meets: as after the first minutes of any of them.
    private static void WarmUp(IContender[] contenders, ILane[][] lanes, IReadOnlyList<(double, double)> places, TileCoordinate[][] tiles, double seconds)
    {
        HashSet<TileCoordinate> measured = [.. tiles.SelectMany(zoom => zoom)];
        (int Zoom, int Most)[] parts = [(9, 10), (10, 10), (12, 60), (14, 60), (17, 100)];
        TileCoordinate[] warm = [.. parts.SelectMany(part => TileSample.At(part.Zoom, part.Most, places, measured))];
        for (int i = 0; i < contenders.Length; i++)
        {
            for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began).TotalSeconds < seconds;) TilesRun.Measure(contenders[i], lanes[i], warm, round: 0);
        }
    }

    private static void NoteOwn(EngineContender engine, IContender[] contenders, string results)
    {
        long[] allocated = [.. engine.Allocated.Order()];
        ResultFile.Add(results, new OwnMeasured(Targets.Allocated, allocated[allocated.Length / 2], "B", $"engine, median of {allocated.Length} tiles; the most {allocated[^1]} B"));
        if (contenders.OfType<HttpContender>().FirstOrDefault(contender => contender.Name == Names.Server) is { } server)
        {
            ResultFile.Add(results, new OwnMeasured(Targets.Memory, server.Processes.PrivateBytes, "B", "RssAnon of the server after its tiles"));
        }
    }

    private IEnumerable<IContender> Others(ParseResult parsed)
    {
        int postgis = parsed.GetValue(_postgisId);
        yield return new PostGisContender(parsed.GetValue(_postgis)!, postgis);
        if (parsed.GetValue(_server) is { Length: > 0 } server) yield return new HttpContender(Names.Server, server, parsed.GetValue(_serverId));
        int[] mapServer = Numbers(parsed.GetValue(_mapServerIds)!, ',');
        if (mapServer.Length == 0) yield break;
        if (parsed.GetValue(_mapServerPostGis) is { Length: > 0 } overPostGis) yield return new HttpContender(Names.MapServerPostGis, overPostGis, [postgis, .. mapServer]);
        if (parsed.GetValue(_mapServerGeoPackage) is { Length: > 0 } overGeoPackage) yield return new HttpContender(Names.MapServerGeoPackage, overGeoPackage, mapServer);
    }

    private static int[] Numbers(string text, char separator) =>
        [.. text.Split(separator, StringSplitOptions.RemoveEmptyEntries).Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
}
