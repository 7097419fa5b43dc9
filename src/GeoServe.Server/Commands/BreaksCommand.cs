using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using GeoServe.Core.Themes;
using GeoServe.Core.Themes.Classification;
using GeoServe.Server.Configuration;
using GeoServe.Server.Configuration.Themes;

namespace GeoServe.Server.Commands;

/// <summary>
/// <c>geoserve breaks</c>: shows where the classes of themes begin, whether the data changed since, and computes them again when somebody decides so.
/// </summary>
internal sealed class BreaksCommand : Command
{
    private static readonly JsonSerializerOptions JsonOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public BreaksCommand() : base("breaks", "Show the classes of themed maps, or compute them again over the whole collection.")
    {
        var map = new Argument<string?>("MAP") { Description = "Id of a map; without it all maps with a theme.", Arity = ArgumentArity.ZeroOrOne };
        var recompute = new Option<bool>("--recompute") { Description = "Compute them again and keep them as a new version." };
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        Option<string> config = FolderOptions.Config(), data = FolderOptions.Data();
        Arguments.Add(map);
        foreach (Option option in (Option[])[recompute, json, config, data]) Options.Add(option);
        SetAction((parsed, cancel) => RunAsync(
            parsed.GetValue(map), parsed.GetValue(recompute), parsed.GetValue(json), parsed.GetValue(config)!, parsed.GetValue(data)!, cancel));
    }

    private static async Task<int> RunAsync(string? id, bool recompute, bool json, string config, string data, CancellationToken cancellationToken)
    {
        var faults = new ConfigFaults();
        ConfigurationFolder folder = ConfigurationFolder.Read(config, new ConfigFaults());
        MapOptions[] maps = [.. folder.Maps.Where(map => map.Theme is not null && (id is null || map.Id == id))];
        if (maps.Length == 0)
        {
            await Console.Error.WriteLineAsync(id is null ? "No map has a theme." : $"There is no map '{id}' with a theme.");
            return ExitCodes.WrongUse;
        }
        await using var sources = new SourceRegistry(data);
        var store = new BreakStore(data, isReadOnly: !recompute);
        var builder = new CatalogBuilder(folder, sources, store, faults);
        var found = new List<object>();
        foreach (MapOptions map in maps)
        {
            StoredBreaks? breaks = await builder.BreaksAsync(map, recompute, cancellationToken);
            if (breaks is null) continue;
            bool isOld = builder.RevisionOf(map.Theme!.Recipe.Collection) != breaks.Revision;
            bool isKept = recompute || store.Read(map.Id).Any(version => version.Version == breaks.Version);
            found.Add(new { map = map.Id, isKept, dataChangedSince = isOld, breaks });
            if (!json) Print(map.Id, breaks, isOld, isKept);
        }
        if (json) Console.WriteLine(JsonSerializer.Serialize(found, JsonOptions));
        CheckCommand.Print(faults, Console.Error);
        if (recompute && !json) Console.WriteLine("A running server takes them with its next start or reload.");
        return faults.Count == 0 ? ExitCodes.Done : ExitCodes.FaultsFound;
    }

    private static void Print(string map, StoredBreaks breaks, bool isOld, bool isKept)
    {
        string state = !isKept ? "not kept yet" : isOld ? "the data changed since" : "of the data as they are";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{map}: version {breaks.Version}, {breaks.Method}; {breaks.ComputedAt:yyyy-MM-dd HH:mm} UTC, {state}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {breaks.Classes.Values} values, {breaks.Classes.Missing} without"));
        if (breaks.Classes.Breaks is { Stops.IsEmpty: false } classes)
        {
            for (int i = 0; i < classes.Counts.Length; i++)
            {
                string from = i == 0 ? "" : RoundNumber.Text(classes.Stops[i - 1]), to = i == classes.Stops.Length ? "" : RoundNumber.Text(classes.Stops[i]);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(i == 0 ? $"< {to}" : i == classes.Stops.Length ? $">= {from}" : $"{from} - {to}"),-28} {classes.Counts[i],12}"));
            }
        }
        foreach (ThemeCategory category in breaks.Classes.Categories) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {category.Value,-28} {category.Count,12}"));
        if (breaks.Classes.OtherCategories > 0) Console.WriteLine($"  and {breaks.Classes.OtherCategories} more kinds");
    }
}
