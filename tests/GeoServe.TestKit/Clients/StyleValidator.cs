using GeoServe.TestKit.Processes;

namespace GeoServe.TestKit.Clients;

/// <summary>MapLibre's own check of styles (<c>@maplibre/maplibre-gl-style-spec</c>).</summary>
public static class StyleValidator
{
    /// <summary>What the specification has against a style; empty for a valid one.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string style)
    {
        using var folder = new TemporaryFolder();
        string file = folder.PathOf("style.json");
        await File.WriteAllTextAsync(file, style);
        CommandResult result = await new Command("node", RepositoryFolder.PathOf("tests", "clients", "validate-style.mjs"), file).RunAsync();
        return result.Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
