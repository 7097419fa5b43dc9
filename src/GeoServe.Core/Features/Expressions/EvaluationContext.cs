using GeoServe.Core.Geometries;

namespace GeoServe.Core.Features.Expressions;

/// <summary>What an expression is evaluated on: one feature at one zoom. Lives on the stack.</summary>
/// <param name="zoom">Zoom of MapLibre (512-pixel tiles: the zoom of a 256-pixel tile matrix less one).</param>
/// <param name="values">The attributes, in the order to which the expression was bound.</param>
/// <param name="kind">Kind of the geometry.</param>
/// <param name="id">The feature's id in tiles; 0 for none.</param>
public readonly ref struct EvaluationContext(double zoom, ReadOnlySpan<Value> values, GeometryKind kind, ulong id)
{
    /// <summary>Zoom of MapLibre.</summary>
    public double Zoom { get; } = zoom;

    /// <summary>The attributes.</summary>
    public ReadOnlySpan<Value> Values { get; } = values;

    /// <summary>Kind of the geometry.</summary>
    public GeometryKind Kind { get; } = kind;

    /// <summary>The feature's id in tiles; 0 for none.</summary>
    public ulong Id { get; } = id;

    /// <summary>Density of a heat map where its colour is asked for; 0 elsewhere.</summary>
    public double HeatmapDensity { get; init; }

    /// <summary>Value of a raster where the colour of a relief is asked for; 0 elsewhere.</summary>
    public double Elevation { get; init; }

    /// <summary>The geometry's positions x, y, x, y in steps of the world grid, as a tile index gives them; empty where it is not at hand.</summary>
    public ReadOnlySpan<int> Coordinates { get; init; }

    /// <summary>For each part of the geometry the number of positions up to its end.</summary>
    public ReadOnlySpan<int> PartEnds { get; init; }
}
