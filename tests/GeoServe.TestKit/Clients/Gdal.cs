using System.Globalization;
using System.Text.Json;
using GeoServe.TestKit.Processes;

namespace GeoServe.TestKit.Clients;

/// <summary>GDAL's command line programs. HTTP answers are not kept between two runs.</summary>
public static class Gdal
{
    private static readonly Dictionary<string, string> NothingKept = new()
    {
        ["GDAL_DEFAULT_WMS_CACHE_PATH"] = "/nonexistent",
        ["CPL_VSIL_CURL_NON_CACHED"] = "/vsicurl/http",
        ["GDAL_PAM_ENABLED"] = "NO",
        ["GDAL_HTTP_TIMEOUT"] = "30",
    };

    /// <summary>The version, such as <c>GDAL 3.6.2, released 2023/01/02</c>.</summary>
    public static async Task<string> VersionAsync() => (await RunAsync("gdalinfo", "--version")).Output.Trim();

    /// <summary>What <c>gdalinfo -json</c> says about a raster; <c>size</c>, <c>geoTransform</c>, <c>bands</c>, ...</summary>
    public static async Task<JsonDocument> InfoAsync(string dataset, params string[] arguments) =>
        JsonDocument.Parse((await RunAsync("gdalinfo", ["-json", .. arguments, dataset])).Output);

    /// <summary>Copies a raster, such as a WMTS layer (<c>WMTS:URL,layer=...</c>), to a file.</summary>
    public static Task TranslateAsync(string source, string target, params string[] arguments) =>
        RunAsync("gdal_translate", ["-q", .. arguments, source, target]);

    /// <summary>Adds coarser pictures to a raster, by means of pixels.</summary>
    public static Task OverviewsAsync(string raster, params int[] factors) =>
        RunAsync("gdaladdo", ["-q", "-r", "average", raster, .. factors.Select(factor => factor.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The bands' values at a place of a raster.</summary>
    public static async Task<int[]> ValuesAtAsync(string raster, double lon, double lat)
    {
        string[] place = [lon.ToString(CultureInfo.InvariantCulture), lat.ToString(CultureInfo.InvariantCulture)];
        CommandResult result = await RunAsync("gdallocationinfo", ["-valonly", "-wgs84", raster, .. place]);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(value => int.Parse(value, CultureInfo.InvariantCulture))];
    }

    /// <summary>Copies features to a file.</summary>
    public static Task OgrToOgrAsync(string target, string source, params string[] arguments) =>
        RunAsync("ogr2ogr", [.. arguments, target, source]);

    /// <summary>Copies the features of one layer, such as a feature type of a WFS (<c>WFS:URL</c>), to a file.</summary>
    public static Task OgrToOgrLayerAsync(string target, string source, string layer, params string[] arguments) =>
        RunAsync("ogr2ogr", [.. arguments, target, source, layer]);

    /// <summary>The layers, counts and columns that <c>ogrinfo</c> prints about a source.</summary>
    public static async Task<string> OgrInfoAsync(string source, params string[] arguments) =>
        (await RunAsync("ogrinfo", ["-ro", .. arguments, source])).Output;

    // GDAL reports many faults on standard error with exit code 0, and then goes on with less data.
    private static async Task<CommandResult> RunAsync(string program, params string[] arguments)
    {
        CommandResult result = (await new Command(program, arguments) { Environment = NothingKept }.RunAsync()).Succeeded();
        return result.Error.Contains("ERROR ", StringComparison.Ordinal)
            ? throw new CommandFailedException($"{result.CommandLine}\nreported an error.\n{result.Error}")
            : result;
    }
}
