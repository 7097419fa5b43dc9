using System.CommandLine;
using System.Text.Json;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Sources;
using GeoServe.Server.Configuration;
using GeoServe.Server.Configuration.Themes;

namespace GeoServe.Server.Commands;

/// <summary><c>geoserve check</c>: reads the whole configuration, opens its sources, and lists every fault with file, line, what and what instead.</summary>
internal sealed class CheckCommand : Command
{
    private static readonly JsonSerializerOptions JsonOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public CheckCommand() : base("check", "List every fault of a configuration; ends with 1 where there is one.")
    {
        Option<string> config = FolderOptions.Config(), data = FolderOptions.Data();
        var json = new Option<bool>("--json") { Description = "Print the faults as JSON." };
        Options.Add(config);
        Options.Add(data);
        var quick = new Option<bool>("--quick") { Description = "Do not read the rows of the sources: only those that cannot be read, or not be drawn as they are, would be missed." };
        Options.Add(json);
        Options.Add(quick);
        SetAction((parsed, cancel) => RunAsync(parsed.GetValue(config)!, parsed.GetValue(data)!, parsed.GetValue(json), parsed.GetValue(quick), cancel));
    }

    internal static void Print(ConfigFaults faults, TextWriter output)
    {
        foreach (ConfigFault fault in faults.All) output.WriteLine(fault);
    }

    private static async Task<int> RunAsync(string config, string data, bool json, bool quick, CancellationToken cancellationToken)
    {
        var faults = new ConfigFaults();
        ConfigurationFolder folder = ConfigurationFolder.Read(config, faults);
        await using var sources = new SourceRegistry(data);
        Snapshot snapshot = await new CatalogBuilder(folder, sources, new BreakStore(data, isReadOnly: true), faults, waitsForFiles: true).BuildAsync(cancellationToken);
        if (!quick) await CheckRowsAsync(folder, snapshot, faults, cancellationToken);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(faults.All, JsonOptions));
        }
        else
        {
            Print(faults, Console.Out);
            Console.WriteLine(faults.Count == 0
                ? $"{snapshot.Catalog.Maps.Length} maps over {snapshot.Catalog.Collections.Length + snapshot.Catalog.Rasters.Length} collections: no fault."
                : $"{faults.Count} faults; {snapshot.Catalog.Maps.Length} maps can be served.");
        }
        return faults.Count == 0 ? ExitCodes.Done : ExitCodes.FaultsFound;
    }

    // A row that cannot be read, or not be drawn as it is, costs nobody his map, so it is a warning; so does a block of a raster.
    private static async Task CheckRowsAsync(ConfigurationFolder folder, Snapshot snapshot, ConfigFaults faults, CancellationToken cancellationToken)
    {
        foreach (Collection collection in snapshot.Catalog.Collections)
        {
            await CheckAsync(folder, collection.Id, collection.Source as IRowFaults, faults, async warn =>
            {
                if (collection.Schema.GeometryName is null || collection.Features is not { } features) return;
                foreach (string line in await GeometryFaults.FindAsync(features, cancellationToken)) warn(line);
            }, cancellationToken);
        }
        foreach (RasterCollection raster in snapshot.Catalog.Rasters)
        {
            await CheckAsync(folder, raster.Id, raster.Source as IRowFaults, faults, _ => Task.CompletedTask, cancellationToken);
        }
    }

    private static async Task CheckAsync(ConfigurationFolder folder, string id, IRowFaults? source, ConfigFaults faults, Func<Action<string>, Task> more, CancellationToken cancellationToken)
    {
        YamlPlace place = folder.Collections[id].Place;
        void warn(string line) => faults.Add(new ConfigFault(place.File, place.Line, place.Key, $"collection {id}: {line}", IsWarning: true));
        try
        {
            if (source is not null)
            {
                foreach (string line in (await source.FindFaultsAsync(cancellationToken)).Describe(source.Description)) warn(line);
            }
            await more(warn);
        }
        catch (Exception away) when (away is SourceUnavailableException or SourceFaultException)
        {
            faults.Add(new ConfigFault(place.File, place.Line, place.Key, away.Message, IsWarning: away is SourceUnavailableException));
        }
    }
}
