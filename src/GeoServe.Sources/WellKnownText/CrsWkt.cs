using System.Globalization;
using GeoServe.Core.CoordinateSystems;

namespace GeoServe.Sources.WellKnownText;

/// <summary>
/// Finds the coordinate system that a well-known text defines, as it stands in a .prj file: ESRI's form, OGC 01-009 and ISO 19162. By the authority's number at its root,
/// else by the datum and the parameters of the projection, whatever the names are; both must agree with a system of <see cref="CrsRegistry"/>.
/// </summary>
internal static class CrsWkt
{
    /// <summary>The system; null where it is not one that is known here.</summary>
    /// <param name="wkt">The text.</param>
    /// <param name="name">What the text calls it, for messages; empty where it cannot be read at all.</param>
    public static Crs? Find(string wkt, out string name)
    {
        name = "";
        if (WktNode.Parse(wkt) is not { } root) return null;
        if (root.Text.Equals("COMPD_CS", StringComparison.OrdinalIgnoreCase) || root.Text.Equals("COMPOUNDCRS", StringComparison.OrdinalIgnoreCase))
        {
            // Of plane and height the plane.
            name = root[0];
            if (root.Child("PROJCS", "GEOGCS", "PROJCRS", "GEOGCRS", "GEODCRS", "BOUNDCRS") is not { } plane) return null;
            root = plane;
        }
        if (root.Text.Equals("BOUNDCRS", StringComparison.OrdinalIgnoreCase) && root.Child("SOURCECRS")?.Children is [var source, ..]) root = source;
        name = root[0];
        if (root.Child("AUTHORITY", "ID") is { } authority && authority[0].Equals("EPSG", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(authority[1], NumberStyles.None, CultureInfo.InvariantCulture, out int code) && CrsRegistry.ByEpsg(code) is { } known)
        {
            return known;
        }
        return root.Text.ToUpperInvariant() switch
        {
            "GEOGCS" or "GEOGCRS" or "GEODCRS" or "GEOGRAPHICCRS" => IsDegrees(root) ? Geographic(root) : null,
            "PROJCS" or "PROJCRS" or "PROJECTEDCRS" => Projected(root),
            _ => null,
        };
    }

    private static Crs? Geographic(WktNode root) => DatumOf(root) switch
    {
        Datum.Wgs84 => Crs.Epsg4326,
        Datum.Cgcs2000 => Crs.Epsg4490,
        Datum.Beijing1954 => CrsRegistry.ByEpsg(4214),
        _ => null,
    };

    private static Crs? Projected(WktNode root)
    {
        string method = (root.Child("PROJECTION")?[0] ?? root.Below("METHOD")?[0] ?? "").Replace(' ', '_').ToUpperInvariant();
        if (IsWebMercator(root, method)) return Crs.WebMercator;
        if (method is not ("TRANSVERSE_MERCATOR" or "GAUSS_KRUGER") || !IsMetres(root)) return null;
        double meridian = Parameter(root, "central_meridian", "Longitude of natural origin"), scale = Parameter(root, "scale_factor", "Scale factor at natural origin");
        double east = Parameter(root, "false_easting", "False easting"), north = Parameter(root, "false_northing", "False northing"), origin = Parameter(root, "latitude_of_origin", "Latitude of natural origin");
        if (double.IsNaN(scale)) scale = 1;
        if (double.IsNaN(origin)) origin = 0;
        if (origin != 0 || Whole(meridian) is not { } degrees) return null;
        return DatumOf(root) switch
        {
            Datum.Cgcs2000 when scale == 1 && north == 0 && degrees % 3 == 0 && degrees is >= 75 and <= 135 =>
                east == 500_000 ? CrsRegistry.ByEpsg(4534 + (degrees / 3) - 25)
                : east == (degrees / 3 * 1_000_000) + 500_000 ? CrsRegistry.ByEpsg(4513 + (degrees / 3) - 25) : null,
            Datum.Beijing1954 when scale == 1 && north == 0 && degrees % 3 == 0 && degrees is >= 105 and <= 135 && east == 500_000 => CrsRegistry.ByEpsg(2432 + (degrees / 3) - 35),
            Datum.Wgs84 when Math.Abs(scale - 0.9996) < 1e-9 && east == 500_000 && (degrees + 183) % 6 == 0 =>
                north == 0 ? CrsRegistry.ByEpsg(32600 + ((degrees + 183) / 6)) : north == 10_000_000 ? CrsRegistry.ByEpsg(32700 + ((degrees + 183) / 6)) : null,
            _ => null,
        };
    }

    // The datum by name and ellipsoid together: GRS 1980 under Europe's and America's datums has CGCS2000's figure to 0.1 mm.
    private static Datum DatumOf(WktNode root)
    {
        if (root.Below("DATUM", "GEODETICDATUM", "ENSEMBLE", "TRF") is not { } datum) return Datum.Unknown;
        string name = datum[0].Replace(' ', '_').ToUpperInvariant();
        WktNode? spheroid = root.Below("SPHEROID", "ELLIPSOID");
        if (!Number(spheroid?[1], out double radius) || !Number(spheroid?[2], out double inverse)) return Datum.Unknown;
        if (root.Below("PRIMEM", "PRIMEMERIDIAN") is { } prime && Number(prime[1], out double shift) && shift != 0) return Datum.Unknown;
        if (Is(radius, 6_378_137) && Is(inverse, 298.257223563) && (name.Contains("WGS_1984", StringComparison.Ordinal) || name.Contains("WGS_84", StringComparison.Ordinal) || name.Contains("WGS84", StringComparison.Ordinal) || name.Contains("WORLD_GEODETIC_SYSTEM_1984", StringComparison.Ordinal))) return Datum.Wgs84;
        if (Is(radius, 6_378_137) && Math.Abs(inverse - 298.257222101) < 2e-6 && (name.Contains("CHINA", StringComparison.Ordinal) || name.Contains("CGCS", StringComparison.Ordinal))) return Datum.Cgcs2000;
        return Is(radius, 6_378_245) && Is(inverse, 298.3) && name.Contains("BEIJING", StringComparison.Ordinal) ? Datum.Beijing1954 : Datum.Unknown;
    }

    private static bool IsWebMercator(WktNode root, string method)
    {
        if (method.Contains("MERCATOR_AUXILIARY_SPHERE", StringComparison.Ordinal) || method.Contains("POPULAR_VISUALISATION", StringComparison.Ordinal))
        {
            return IsMetres(root) && Zero("central_meridian", "Longitude of natural origin") && Zero("false_easting", "False easting") && Zero("false_northing", "False northing");
        }
        string name = root[0].Replace('_', ' ').Replace('-', ' ').ToUpperInvariant();
        return method.StartsWith("MERCATOR", StringComparison.Ordinal) && IsMetres(root)
            && (name.Contains("PSEUDO MERCATOR", StringComparison.Ordinal) || name.Contains("WEB MERCATOR", StringComparison.Ordinal) || name.Contains("GOOGLE", StringComparison.Ordinal)
                || (root.Child("EXTENSION")?[1].Contains("+b=6378137", StringComparison.Ordinal) ?? false));

        bool Zero(string name, string isoName) => Parameter(root, name, isoName) is 0 or double.NaN;
    }

    private static double Parameter(WktNode root, string name, string isoName)
    {
        IEnumerable<WktNode> parameters = root.All("PARAMETER").Concat(root.Child("CONVERSION")?.All("PARAMETER") ?? []);
        WktNode? found = parameters.FirstOrDefault(parameter => parameter[0].Equals(name, StringComparison.OrdinalIgnoreCase) || parameter[0].Equals(isoName, StringComparison.OrdinalIgnoreCase));
        return Number(found?[1], out double value) ? value : double.NaN;
    }

    private static bool IsMetres(WktNode root) => (root.Child("UNIT", "LENGTHUNIT") ?? root.Child("CS")?.Child("LENGTHUNIT") ?? root.Child("AXIS")?.Child("LENGTHUNIT")) is not { } unit || (Number(unit[1], out double metres) && metres == 1);

    private static bool IsDegrees(WktNode root) => (root.Child("UNIT", "ANGLEUNIT") ?? root.Child("AXIS")?.Child("ANGLEUNIT")) is not { } unit || (Number(unit[1], out double radians) && Math.Abs(radians - (Math.PI / 180)) < 1e-9);

    private static int? Whole(double degrees) => Math.Abs(degrees - Math.Round(degrees)) < 1e-9 ? (int)Math.Round(degrees) : null;

    private static bool Is(double value, double wanted) => Math.Abs(value - wanted) <= 1e-9 * wanted;

    private static bool Number(string? text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private enum Datum
    {
        Unknown,
        Wgs84,
        Cgcs2000,
        Beijing1954,
    }
}
