using System.Globalization;
using System.Text.Json;
using GeoServe.TestKit.Processes;

namespace GeoServe.TestKit.Clients;

/// <summary>Mapbox's own reader of vector tiles (<c>@mapbox/vector-tile</c>): one that is not ours.</summary>
public static class VectorTileReader
{
    /// <summary>
    /// The tile as <c>layers → name → version, extent, features: [{id, kind, properties, geometry}]</c>, geometries
    /// as rings of tile units.
    /// </summary>
    public static Task<JsonElement> ReadAsync(byte[] tile) => RunAsync("read-vector-tile.mjs", tile);

    /// <summary>The same, read by the small reader that the viewer has of its own.</summary>
    public static Task<JsonElement> ReadWithViewerAsync(byte[] tile) => RunAsync("read-vector-tile-with-viewer.mjs", tile);

    /// <summary>The same with geometries as GeoJSON in degrees, for the tile's address in WebMercatorQuad.</summary>
    public static Task<JsonElement> ReadAsync(byte[] tile, int z, int x, int y) => RunAsync("read-vector-tile.mjs", tile, z, x, y);

    /// <summary>
    /// The tile message by message, as it is written: <c>layers: [{name, version, extent, keys, values: [{fields, value}], features:
    /// [{id, kind, tags, commands}]}]</c>.
    /// </summary>
    public static Task<JsonElement> ReadRawAsync(byte[] tile) => RunAsync("read-vector-tile-raw.mjs", tile);

    /// <summary>Reads many tiles, each geometry too, and gives by layer the number of features of each; a tile that cannot be read fails.</summary>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, int>>> CountAsync(IReadOnlyList<byte[]> tiles)
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < tiles.Count; i++)
        {
            await File.WriteAllBytesAsync(folder.PathOf($"{i}"), tiles[i]);
        }

        string script = RepositoryFolder.PathOf("tests", "clients", "count-vector-tiles.mjs");
        CommandResult result = await new Command("node", script, folder.Root).RunAsync();
        var counts = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, int>>>(result.Succeeded().Output)!;
        return [.. Enumerable.Range(0, tiles.Count).Select(i => counts[$"{i}"])];
    }

    /// <summary>
    /// Reads all tiles of a folder: <c>file → layer → [[id, type, rings, twice the sum of their areas]]</c>, features in order.
    /// </summary>
    public static async Task<JsonElement> MeasureAsync(string folder)
    {
        CommandResult result = await new Command("node", RepositoryFolder.PathOf("tests", "clients", "measure-vector-tiles.mjs"), folder).RunAsync();
        using JsonDocument document = JsonDocument.Parse(result.Succeeded().Output);
        return document.RootElement.Clone();
    }

    private static async Task<JsonElement> RunAsync(string script, byte[] tile, params int[] address)
    {
        using var folder = new TemporaryFolder();
        string file = folder.PathOf("tile.mvt");
        await File.WriteAllBytesAsync(file, tile);

        IEnumerable<string> numbers = address.Select(number => number.ToString(CultureInfo.InvariantCulture));
        CommandResult result = await new Command("node", [RepositoryFolder.PathOf("tests", "clients", script), file, .. numbers]).RunAsync();
        using JsonDocument document = JsonDocument.Parse(result.Succeeded().Output);
        return document.RootElement.Clone();
    }
}
