using GeoServe.Core.CoordinateSystems;

namespace GeoServe.Sources.GeoTiff;

/// <summary>What the GeoKeys of a file say of its CRS and its pixels (OGC 19-008r4, 7.1 and 7.4).</summary>
/// <param name="Crs">The CRS; null where there is none that is known.</param>
/// <param name="Problem">Why there is no CRS; empty where there is one.</param>
/// <param name="IsPoint">True where a pixel's place is its middle (GTRasterTypeGeoKey is RasterPixelIsPoint), not its corner.</param>
internal readonly record struct GeoKeys(Crs? Crs, string Problem, bool IsPoint)
{
    private const int ModelType = 1024, RasterType = 1025, GeodeticCrs = 2048, ProjectedCrs = 3072, UserDefined = 32767;
    private const int CitationTag = TiffTag.GeoAsciiParams;

    /// <summary>Reads them.</summary>
    public static GeoKeys Of(TiffImage image)
    {
        if (!image.Directory.TryGetValue(TiffTag.GeoKeyDirectory, out TiffEntry entry)) return new(null, "it has no GeoKeys, so nothing says in which CRS it is", IsPoint: false);
        long[] numbers = image.File.Integers(entry);
        var keys = new Dictionary<long, long>();
        string citation = "";
        // A header of four numbers, the last how many keys follow, each of four: key, where its value is, how many, and the value or its place.
        for (int i = 4; i + 3 < numbers.Length && i < (numbers[3] * 4) + 4; i += 4)
        {
            if (numbers[i + 1] == 0) keys.TryAdd(numbers[i], numbers[i + 3]);
            else if (numbers[i + 1] == CitationTag && numbers[i] is 1026 or 2049 or 3073 && citation.Length == 0) citation = Citation(image, (int)numbers[i + 3], (int)numbers[i + 2]);
        }
        bool isPoint = keys.GetValueOrDefault(RasterType) == 2;
        long code = keys.GetValueOrDefault(ModelType) == 2 ? keys.GetValueOrDefault(GeodeticCrs) : keys.GetValueOrDefault(ProjectedCrs, keys.GetValueOrDefault(GeodeticCrs));
        if (code is 0 or UserDefined) return new(null, $"its CRS is its own{(citation.Length > 0 ? $" ('{citation}')" : "")} and has no EPSG number", isPoint);
        return CrsRegistry.ByEpsg((int)code) is { } crs ? new(crs, "", isPoint) : new(null, $"its CRS EPSG:{code} is not known here", isPoint);
    }

    private static string Citation(TiffImage image, int start, int length)
    {
        if (!image.Directory.TryGetValue(TiffTag.GeoAsciiParams, out TiffEntry entry)) return "";
        string all = image.File.Text(entry);
        return start < 0 || start >= all.Length ? "" : all.Substring(start, Math.Clamp(length, 0, all.Length - start)).TrimEnd('|', ' ');
    }
}
