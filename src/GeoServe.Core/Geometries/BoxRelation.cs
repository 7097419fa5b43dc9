namespace GeoServe.Core.Geometries;

/// <summary>Where positions lie to a box.</summary>
public enum BoxRelation
{
    /// <summary>All in it or on its sides.</summary>
    Inside,
    /// <summary>All beyond one of its sides.</summary>
    Outside,
    /// <summary>Neither: clipping tells.</summary>
    Across,
}
