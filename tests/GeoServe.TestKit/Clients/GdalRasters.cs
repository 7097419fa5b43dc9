using System.Globalization;
using System.Runtime.InteropServices;
using GeoServe.TestKit.Processes;

namespace GeoServe.TestKit.Clients;

/// <summary>Rasters made and read by GDAL's programs.</summary>
public static class GdalRasters
{
    // What GDAL writes beside a file must not help another program to read it.
    private static readonly Dictionary<string, string> OnlyTheFile = new() { ["GDAL_PAM_ENABLED"] = "NO" };

    /// <summary>Runs one of GDAL's programs.</summary>
    public static async Task RunAsync(string program, params string[] arguments) =>
        (await new Command(program, arguments) { Environment = OnlyTheFile }.RunAsync()).Succeeded();

    /// <summary>The relief of the sample city's seed, enlarged to a size that blocks do not divide, with a ramp of its own in each band.</summary>
    /// <param name="file">The GeoTIFF to write.</param> <param name="options">Further arguments of gdal_translate.</param>
    public static Task MakeAsync(string file, params string[] options) => RunAsync(
        "gdal_translate", ["-q", "-a_srs", "EPSG:4326", "-outsize", "331", "217", "-r", "bilinear", .. options, RepositoryFolder.PathOf("samples", "chongqing", "data", "dem.asc"), file]);

    /// <summary>The numbers of a band as GDAL reads them, row by row, scale and offset applied.</summary>
    /// <param name="file">A raster.</param> <param name="folder">For a file in between.</param> <param name="band">From 1, or <c>mask</c>.</param> <param name="options">Further arguments of gdal_translate.</param>
    public static async Task<double[]> ReadAsync(string file, TemporaryFolder folder, string band = "1", params string[] options)
    {
        string raw = folder.PathOf(Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture) + ".raw");
        await RunAsync("gdal_translate", ["-q", "-of", "ENVI", "-ot", "Float64", "-unscale", "-b", band, .. options, file, raw]);
        return MemoryMarshal.Cast<byte, double>(await File.ReadAllBytesAsync(raw)).ToArray();
    }
}
