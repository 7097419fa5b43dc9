using System.Text.Json;

namespace GeoServe.TestKit.Clients;

/// <summary>A GeoPackage as GDAL sees it: what a server's answers are held against.</summary>
public static class GeoPackage
{
    /// <summary>How many features of a table meet a box in degrees; null where there is no such table.</summary>
    public static async Task<IReadOnlyList<int?>> CountAsync(string file, IReadOnlyList<(string Table, double West, double South, double East, double North)> boxes)
    {
        JsonElement answer = await RunAsync(file, new { boxes = boxes.Select(box => new object[] { box.Table, box.West, box.South, box.East, box.North }) });
        return [.. answer.GetProperty("counts").EnumerateArray().Select(count => count.ValueKind == JsonValueKind.Null ? (int?)null : count.GetInt32())];
    }

    /// <summary>The tables that hold polygons.</summary>
    public static async Task<IReadOnlyList<string>> AreaTablesAsync(string file) =>
        [.. (await RunAsync(file, new { })).GetProperty("areas").EnumerateArray().Select(table => table.GetString()!)];

    /// <summary>The values of a text column of the features at a place.</summary>
    public static async Task<IReadOnlyList<string>> TextsAtAsync(string file, string table, string column, double lon, double lat)
    {
        JsonElement answer = await RunAsync(file, new { names = new[] { new object[] { table, column, lon, lat } } });
        return [.. answer.GetProperty("names")[0].EnumerateArray().Select(text => text.GetString()!)];
    }

    /// <summary>All points of a table, in the order of its rows.</summary>
    public static async Task<IReadOnlyList<(double Lon, double Lat)>> PointsAsync(string file, string table)
    {
        JsonElement answer = await RunAsync(file, new { points = table });
        return [.. answer.GetProperty("points").EnumerateArray().Select(point => (point[0].GetDouble(), point[1].GetDouble()))];
    }

    private static async Task<JsonElement> RunAsync(string file, object job)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("job.json"), JsonSerializer.Serialize(job));
        return await PythonClient.RunAsync("gpkg_features.py", file, folder.PathOf("job.json"));
    }
}
