using System.Text.Json;

namespace GeoServe.TestKit.Clients;

/// <summary>OWSLib, the OGC client of the Python world.</summary>
public static class OwsLib
{
    /// <summary>The version, such as <c>0.27.2</c>.</summary>
    public static async Task<string> VersionAsync() => (await PythonClient.RunAsync("owslib_version.py")).GetProperty("version").GetString()!;

    /// <summary>
    /// What OWSLib finds in a WMTS: <c>version, title, layers, layerTitle, bounds, formats, sets: {id: CRS}, tiles: {set: PNG in Base64}</c>.
    /// </summary>
    /// <param name="url">Where the service is.</param> <param name="layer">A layer of it.</param>
    /// <param name="addresses">By matrix set, the tile to get: matrix, row, column.</param>
    public static Task<JsonElement> WmtsAsync(Uri url, string layer, IReadOnlyDictionary<string, (string Matrix, int Row, int Column)> addresses) =>
        PythonClient.RunAsync(
            "owslib_wmts.py", url.ToString(), layer,
            JsonSerializer.Serialize(addresses.ToDictionary(entry => entry.Key, entry => new object[] { entry.Value.Matrix, entry.Value.Row, entry.Value.Column })));

    /// <summary>
    /// What OWSLib finds in a WFS 2.0.0: <c>version, types, title, bounds, columns, geometry</c>; the <c>names</c> of the features in a box by
    /// GeoJSON, how many there were by GML (<c>matched</c>), and how many came when one was asked for (<c>counted</c>).
    /// </summary>
    /// <param name="url">Where the service is.</param> <param name="type">A feature type, without prefix, that has an attribute <c>name</c>.</param>
    /// <param name="box">West, south, east, north in degrees, joined by commas.</param>
    public static Task<JsonElement> WfsAsync(Uri url, string type, string box) => PythonClient.RunAsync("owslib_wfs.py", url.ToString(), type, box);
}
