namespace GeoServe.Core.CoordinateSystems;

/// <summary>The way between longitude and latitude in degrees and the plane of one CRS, in place, x east, y north. Safe for concurrent calls.</summary>
internal abstract class Projection
{
    /// <summary>Degrees to CRS units; what cannot be projected becomes NaN.</summary>
    public abstract void Forward(Span<double> xy);

    /// <summary>CRS units to degrees; what cannot be turned back becomes NaN.</summary>
    public abstract void Inverse(Span<double> xy);
}
