using GeoServe.Core.CoordinateSystems;

namespace GeoServe.Sources.GeoJson;

/// <summary>What a GeoJSON file does not say of itself, or says wrongly.</summary>
public sealed record GeoJsonOptions
{
    /// <summary>Its coordinate system; null takes its member <c>crs</c> (GeoJSON of 2008), else CRS84. Longitude or easting comes first in any.</summary>
    public Crs? Crs { get; init; }

    /// <summary>A property of unique values; null takes the features' ids where each has one of its own, else the number of the row, from 1.</summary>
    public string? Key { get; init; }
}
