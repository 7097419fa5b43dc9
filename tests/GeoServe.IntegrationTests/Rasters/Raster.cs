using GeoServe.Core.Sources;
using GeoServe.Sources.GeoTiff;

namespace GeoServe.IntegrationTests.Rasters;

/// <summary>Reads whole levels of a GeoTIFF by our reader.</summary>
internal static class Raster
{
    public static async Task<float[]> ValuesAsync(string file, int level = 0, int step = 1)
    {
        await using var source = GeoTiffSource.Open(file);
        RasterInfo info = await source.ReadInfoAsync(default);
        RasterWindow all = All(info, level, step);
        var values = new float[all.Width * all.Height];
        await source.ReadValuesAsync(info, all, values, default);
        return values;
    }

    public static async Task<uint[]> ColoursAsync(string file, int level = 0, int step = 1)
    {
        await using var source = GeoTiffSource.Open(file);
        RasterInfo info = await source.ReadInfoAsync(default);
        RasterWindow all = All(info, level, step);
        var colours = new uint[all.Width * all.Height];
        await source.ReadColoursAsync(info, all, colours, default);
        return colours;
    }

    public static RasterWindow All(RasterInfo info, int level, int step) =>
        new(level, step, 0, 0, (info.Levels[level].Width + step - 1) / step, (info.Levels[level].Height + step - 1) / step);
}
