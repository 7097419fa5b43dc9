using System.Text.Json;

namespace GeoServe.TestKit.Clients;

/// <summary>QGIS without a screen, by its Python interface.</summary>
public static class Qgis
{
    /// <summary>The version, such as <c>3.22.16-Białowieża</c>, and the providers of layers that it has.</summary>
    public static async Task<(string Version, IReadOnlyList<string> Providers)> VersionAsync()
    {
        JsonElement answer = await PythonClient.RunAsync("qgis_version.py");
        return (answer.GetProperty("version").GetString()!, [.. answer.GetProperty("providers").EnumerateArray().Select(name => name.GetString()!)]);
    }

    /// <summary>
    /// Loads layers and draws each by itself in Web Mercator on white. Gives, by layer name, <c>valid, error, colours</c> (#rrggbb at each
    /// place) and, of feature layers, <c>fields</c> and <c>features</c>.
    /// </summary>
    /// <param name="layers">Layers to load.</param>
    /// <param name="extent">West, south, east, north in degrees.</param> <param name="width">Of the picture, in pixels.</param>
    /// <param name="height">Of the picture, in pixels.</param> <param name="places">Longitude and latitude.</param>
    public static async Task<JsonElement> DrawAsync(
        IReadOnlyList<QgisLayer> layers, double[] extent, int width, int height, IReadOnlyList<(double Lon, double Lat)> places)
    {
        using var folder = new TemporaryFolder();
        string job = folder.PathOf("job.json");
        await File.WriteAllTextAsync(job, JsonSerializer.Serialize(
            new { layers, extent, width, height, places = places.Select(place => new[] { place.Lon, place.Lat }) },
            JsonSerializerOptions.Web));
        return (await PythonClient.RunAsync("qgis_layers.py", job)).GetProperty("layers");
    }
}
