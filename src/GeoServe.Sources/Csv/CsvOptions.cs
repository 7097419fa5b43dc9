using System.Text;
using GeoServe.Core.CoordinateSystems;

namespace GeoServe.Sources.Csv;

/// <summary>What a CSV file does not say of itself. All that is null is found out.</summary>
public sealed record CsvOptions
{
    /// <summary>The column of longitude or easting; null looks for a usual name such as lon, lng, x, 经度.</summary>
    public string? X { get; init; }

    /// <summary>The column of latitude or northing; null looks for a usual name such as lat, y, 纬度.</summary>
    public string? Y { get; init; }

    /// <summary>The column of geometries as well-known text; null looks for a usual name such as wkt, geometry.</summary>
    public string? Wkt { get; init; }

    /// <summary>What parts the fields: comma, semicolon, tab or bar; null takes the one that parts the first line most often.</summary>
    public char? Delimiter { get; init; }

    /// <summary>False where the first line is a row already; null looks whether there are numbers in it.</summary>
    public bool? Header { get; init; }

    /// <summary>Of the text; null takes UTF-8 or GB18030 by the byte order mark and what the bytes look like.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>The coordinate system of the geometries; null takes CRS84.</summary>
    public Crs? Crs { get; init; }

    /// <summary>A column of unique values; null numbers the rows from 1.</summary>
    public string? Key { get; init; }
}
