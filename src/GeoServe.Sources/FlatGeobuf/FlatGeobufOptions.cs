using GeoServe.Core.CoordinateSystems;

namespace GeoServe.Sources.FlatGeobuf;

/// <summary>What a FlatGeobuf does not say of itself, or says wrongly.</summary>
public sealed record FlatGeobufOptions
{
    /// <summary>Its coordinate system; null believes the file.</summary>
    public Crs? Crs { get; init; }

    /// <summary>A column of unique values; null numbers the rows from 1. With it the file is read through when it is opened.</summary>
    public string? Key { get; init; }
}
