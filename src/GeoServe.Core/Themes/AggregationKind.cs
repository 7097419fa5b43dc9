namespace GeoServe.Core.Themes;

/// <summary>Into what points are gathered.</summary>
public enum AggregationKind
{
    /// <summary>A smooth surface of density.</summary>
    Heat,
    /// <summary>Hexagons with a corner at the top.</summary>
    Hexagons,
    /// <summary>Squares.</summary>
    Squares,
    /// <summary>One point for each heap.</summary>
    Clusters,
}
