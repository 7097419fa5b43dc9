using System.Text;
using GeoServe.Core.CoordinateSystems;

namespace GeoServe.Sources.Shapefile;

/// <summary>What a Shapefile does not say of itself, or says wrongly.</summary>
public sealed record ShapefileOptions
{
    /// <summary>Its coordinate system; null believes the .prj.</summary>
    public Crs? Crs { get; init; }

    /// <summary>Of names and texts; null takes the .cpg, then the language byte, then what the bytes look like.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>A column of unique values; null numbers the rows from 1.</summary>
    public string? Key { get; init; }
}
