using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Maps;

/// <summary>One feature of a scene; lives as long as the scene.</summary>
public readonly ref struct SceneFeature
{
    /// <summary>The feature's id in tiles; 0 for none.</summary>
    public required ulong Id { get; init; }

    /// <summary>Points, lines or polygons.</summary>
    public required GeometryKind Kind { get; init; }

    /// <summary>
    /// x, y, x, y in scene units, cut to the view and its margin. No two neighbours in a part are equal; rings do not repeat their first
    /// position, have at least 3 and an area; outer rings have positive area (y down), their holes follow with negative area.
    /// </summary>
    public required ReadOnlySpan<int> Coordinates { get; init; }

    /// <summary>For each part the number of positions up to its end, counted from the feature's first; points are one part.</summary>
    public required ReadOnlySpan<int> PartEnds { get; init; }

    /// <summary>
    /// For each part how far its first position lies from the line's own start, along the line in scene units: 0 unless a line was cut.
    /// Dashes begin there, so that they go on across the edges of views.
    /// </summary>
    public required ReadOnlySpan<double> PartOffsets { get; init; }

    /// <summary>The values of the layer's columns.</summary>
    public required ReadOnlySpan<Value> Values { get; init; }
}
