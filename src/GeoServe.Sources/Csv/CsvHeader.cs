using System.Collections.Immutable;
using System.Globalization;
using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;

namespace GeoServe.Sources.Csv;

/// <summary>The names of a file's fields, and what they tell about geometry.</summary>
/// <param name="Names">One for each field, no two the same.</param>
/// <param name="IsRow">True when the first record is a row already.</param>
internal sealed record CsvHeader(ImmutableArray<string> Names, bool IsRow)
{
    private static readonly string[] XNames = ["lon", "lng", "long", "longitude", "x", "经度", "东经", "lon_wgs84", "wgs84_lon", "point_x", "x坐标", "经度坐标"];
    private static readonly string[] YNames = ["lat", "latitude", "y", "纬度", "北纬", "lat_wgs84", "wgs84_lat", "point_y", "y坐标", "纬度坐标"];
    private static readonly string[] WktNames = ["wkt", "geom", "geometry", "the_geom", "wkt_geom", "wkt_geometry", "geom_wkt", "shape", "几何"];

    /// <summary>Reads the first record.</summary>
    /// <param name="first">The record.</param>
    /// <param name="hasNames">Whether it holds names; null looks whether there are numbers in it.</param>
    public static CsvHeader Read(CsvRecord first, bool? hasNames)
    {
        var names = new List<string>(first.Count);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        bool isRow = hasNames is null ? HoldsNumbers(first) : !hasNames.Value;
        for (int i = 0; i < first.Count; i++)
        {
            string name = isRow ? "" : first[i].Trim().ToString();
            string plain = name.Length == 0 ? $"column_{(i + 1).ToString(CultureInfo.InvariantCulture)}" : name, unique = plain;
            for (int n = 2; !taken.Add(unique); n++) unique = $"{plain}_{n}";
            names.Add(unique);
        }
        return new CsvHeader([.. names], isRow);
    }

    /// <summary>The field of a column that the configuration names, else of the first usual name; -1 where there is none.</summary>
    /// <exception cref="SourceFaultException">The name of the configuration is not there.</exception>
    public int Find(string? named, Axis axis, string path)
    {
        if (named is not null)
        {
            int found = Names.IndexOf(named);
            return found >= 0 ? found : throw new SourceFaultException($"'{path}' has no column '{named}'; it has {string.Join(", ", Names.Take(20))}{(Names.Length > 20 ? ", ..." : "")}.");
        }
        foreach (string usual in axis switch { Axis.X => XNames, Axis.Y => YNames, _ => WktNames })
        {
            for (int i = 0; i < Names.Length; i++)
            {
                if (Names[i].Equals(usual, StringComparison.OrdinalIgnoreCase)) return i;
            }
        }
        return -1;
    }

    // Years are names of columns often enough.
    private static bool HoldsNumbers(CsvRecord first)
    {
        for (int i = 0; i < first.Count; i++)
        {
            ReadOnlySpan<char> text = first[i].Trim();
            ValueKind kind = TextValues.KindOf(text);
            if (kind is ValueKind.Real or ValueKind.Date or ValueKind.Instant) return true;
            if (kind == ValueKind.Integer && !(text.Length == 4 && text[0] is '1' or '2')) return true;
        }
        return false;
    }

    /// <summary>What a column says about a place.</summary>
    internal enum Axis
    {
        /// <summary>Longitude or easting.</summary>
        X,
        /// <summary>Latitude or northing.</summary>
        Y,
        /// <summary>A whole geometry.</summary>
        Wkt,
    }
}
