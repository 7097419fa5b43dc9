namespace GeoServe.Core.CoordinateSystems;

/// <summary>The plane of longitude and latitude in degrees itself: nothing to do.</summary>
internal sealed class GeographicProjection : Projection
{
    public static GeographicProjection Instance { get; } = new();

    public override void Forward(Span<double> xy) { }

    public override void Inverse(Span<double> xy) { }
}
