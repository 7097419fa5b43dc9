using System.Globalization;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;

namespace GeoServe.Server.Publishing;

/// <summary>Finds the coordinate system of a file that names none, by the size of its numbers.</summary>
/// <param name="Crs">The system; null where numbers alone do not tell.</param>
/// <param name="Reason">For people: why, or what to do.</param>
internal sealed record CrsGuess(Crs? Crs, string Reason)
{
    private static readonly Box s_china = new(73, 3, 136, 54);

    /// <summary>Guesses.</summary>
    /// <param name="extent">Around all positions, x east, as the numbers stand in the file.</param>
    /// <param name="known">Longitude and latitude around what is served already; empty where nothing is.</param>
    public static CrsGuess Of(Box extent, Box known)
    {
        string numbers = string.Create(CultureInfo.InvariantCulture, $"x {extent.MinX:0.###} to {extent.MaxX:0.###}, y {extent.MinY:0.###} to {extent.MaxY:0.###}");
        if (extent.IsEmpty) return new CrsGuess(null, "there is no position to tell its coordinate system by; name it, such as --crs EPSG:4490.");
        if (extent is { MinX: >= -180, MaxX: <= 180, MinY: >= -90, MaxY: <= 90 })
        {
            return s_china.Contains(extent)
                ? new CrsGuess(Crs.Epsg4490, $"{numbers} are degrees in China: taken for CGCS2000 (EPSG:4490).")
                : new CrsGuess(Crs.Epsg4326, $"{numbers} are degrees: taken for WGS 84 (EPSG:4326).");
        }
        if (s_china.Contains(new Box(extent.MinY, extent.MinX, extent.MaxY, extent.MaxX))) return new CrsGuess(null, $"{numbers} look like latitude and longitude in the wrong order; swap the two.");
        int zone = (int)Math.Floor(extent.MinX / 1_000_000);
        if (zone is >= 25 and <= 45 && (int)Math.Floor(extent.MaxX / 1_000_000) == zone && extent is { MinY: > 0, MaxY: < 6_500_000 })
        {
            return new CrsGuess(CrsRegistry.ByEpsg(4513 + zone - 25), $"{numbers} begin with zone {zone}: taken for CGCS2000 / 3-degree Gauss-Kruger zone {zone} (EPSG:{4513 + zone - 25}); Beijing 1954 and Xi'an 1980 lie some 100 m beside it.");
        }
        if (extent is { MinX: > 0, MaxX: < 1_000_000, MinY: > 0, MaxY: < 6_500_000 }) return WithoutZone(extent, known, numbers);
        Box mercator = CrsRegistry.Between(Crs.Crs84, Crs.WebMercator).Transform(s_china);
        return mercator.Contains(extent)
            ? new CrsGuess(Crs.WebMercator, $"{numbers} are metres of Web Mercator in China: taken for EPSG:3857.")
            : new CrsGuess(null, $"{numbers} fit no system that is known here; name it, such as --crs EPSG:4547.");
    }

    // The central meridian is not in the numbers: only what is served already can tell.
    private static CrsGuess WithoutZone(Box extent, Box known, string numbers)
    {
        Crs[] fitting = [.. Enumerable.Range(4534, 21).Select(code => CrsRegistry.ByEpsg(code)!).Where(crs => !known.IsEmpty && known.Contains(CrsRegistry.Between(crs, Crs.Crs84).Transform(extent).Centre))];
        return fitting is [var only]
            ? new CrsGuess(only, $"{numbers} are metres of a 3-degree Gauss-Kruger zone; only with {only.Name} do they lie where the other maps do.")
            : new CrsGuess(null, $"{numbers} are metres of a Gauss-Kruger zone without its number; name the one by --crs: EPSG:4545 (108 E), EPSG:4544 (105 E), EPSG:4546 (111 E), ...");
    }
}
