using System.Text.Json;
using GeoServe.TestKit.Processes;

namespace GeoServe.TestKit.Clients;

/// <summary>Readers of archives that are not ours.</summary>
public static class Archives
{
    /// <summary>What Protomaps' reader (<c>pmtiles</c>) finds: <c>header, metadata, tiles, ids</c>.</summary>
    public static async Task<JsonElement> ReadPmTilesAsync(string file)
    {
        CommandResult result = await new Command("node", RepositoryFolder.PathOf("tests", "clients", "read-pmtiles.mjs"), file).RunAsync();
        using JsonDocument document = JsonDocument.Parse(result.Succeeded().Output);
        return document.RootElement.Clone();
    }

    /// <summary>What Python's SQLite finds: <c>metadata, tiles</c>.</summary>
    public static Task<JsonElement> ReadMbTilesAsync(string file) => PythonClient.RunAsync("read_mbtiles.py", file);
}
