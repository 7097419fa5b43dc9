namespace GeoServe.TestKit.Clients;

/// <summary>OWSLib, the OGC client of the Python world.</summary>
public static class OwsLib
{
    /// <summary>The version, such as <c>0.27.2</c>.</summary>
    public static async Task<string> VersionAsync() => (await PythonClient.RunAsync("owslib_version.py")).GetProperty("version").GetString()!;
}
