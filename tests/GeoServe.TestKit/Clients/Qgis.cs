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
}
