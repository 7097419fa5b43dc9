using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Styles;

/// <summary>One layer of a <see cref="Style"/>: which features, from which zoom to which, drawn how. Immutable.</summary>
public abstract record StyleLayer
{
    /// <summary>Unique in the style.</summary>
    public required string Id { get; init; }

    /// <summary>Whose features are drawn; null for a background.</summary>
    public string? SourceLayer { get; init; }

    /// <summary>The raster that is drawn; null for a background and for layers over features.</summary>
    public string? Raster { get; init; }

    /// <summary>The first zoom at which it is drawn; negative infinity for all: the world on one tile of 256 pixels is MapLibre's zoom -1.</summary>
    public double MinZoom { get; init; } = double.NegativeInfinity;

    /// <summary>The first zoom at which it is drawn no more.</summary>
    public double MaxZoom { get; init; } = double.PositiveInfinity;

    /// <summary>False for a layer that is never drawn.</summary>
    public bool IsVisible { get; init; } = true;

    /// <summary>Which features; null takes all. A feature is taken where it is true.</summary>
    public Expression? Filter { get; init; }

    /// <summary>The style's own remarks as JSON; null where there are none.</summary>
    public string? Metadata { get; init; }

    /// <summary>What the legend says of the layer.</summary>
    public LegendHints Legend { get; init; } = LegendHints.None;

    /// <summary>True when the layer is visible and the zoom lies from <see cref="MinZoom"/> up to, not with, <see cref="MaxZoom"/>.</summary>
    /// <param name="zoom">MapLibre's zoom.</param>
    public bool IsDrawnAt(double zoom) => IsVisible && zoom >= MinZoom && zoom < MaxZoom;

    /// <summary>True when the layer may be drawn somewhere in zoom to zoom + 1, as a vector tile of that zoom is.</summary>
    public bool IsDrawnWithin(double zoom) => IsVisible && MinZoom < zoom + 1 && MaxZoom > zoom;

    /// <summary>True when the filter takes the feature.</summary>
    public bool Takes(in EvaluationContext context)
    {
        if (Filter is null) return true;
        Features.Value taken = Filter.Evaluate(context);
        return taken.Kind == Features.ValueKind.Boolean && taken.AsBoolean();
    }

    /// <summary>True when the layer can draw a geometry of the kind.</summary>
    public abstract bool Draws(GeometryKind kind);

    /// <summary>How far, in pixels at scale 1, ink may lie from the geometry; for a symbol layer 0, labels have their own limit.</summary>
    public abstract double ReachPixels(double zoom);

    /// <summary>The layer with filter and properties bound to the columns that a scene's values have.</summary>
    /// <param name="columnOf">Index of an attribute among the values; -1 where there is none.</param>
    public abstract StyleLayer Bind(Func<string, int> columnOf);

    /// <summary>Adds the names of the attributes that filter and properties read.</summary>
    public void CollectAttributes(ISet<string> names)
    {
        Filter?.CollectAttributes(names);
        foreach (IStyleProperty property in Properties) property.Expression?.CollectAttributes(names);
    }

    /// <summary>The filter and the properties that depend on the feature.</summary>
    public IEnumerable<Expression> FeatureExpressions =>
        Properties.Select(property => property.Expression).Prepend(Filter).OfType<Expression>().Where(expression => expression.DependsOnFeature);

    /// <summary>All properties that depend on data or zoom.</summary>
    protected abstract IEnumerable<IStyleProperty> Properties { get; }
}
