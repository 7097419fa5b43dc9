namespace GeoServe.Core.Sources;

/// <summary>
/// Features with the columns of a table behind their own. Tiles take the geometry from an index of the features alone and the columns from the table in
/// memory, so that another table makes no other index (design, section 6, "Geometry once").
/// </summary>
public interface IJoinedSource : IFeatureSource
{
    /// <summary>The features without the table.</summary>
    IFeatureSource Features { get; }

    /// <summary>The table as the last revision that was given has it; null before the first.</summary>
    FeatureJoin? Join { get; }
}
