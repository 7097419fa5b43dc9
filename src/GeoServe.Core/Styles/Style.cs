using System.Collections.Immutable;

namespace GeoServe.Core.Styles;

/// <summary>How a map looks: layers in drawing order, each drawing the features of one collection. Immutable.</summary>
public sealed partial class Style
{
    /// <summary>Ids of the collections that the style draws, each once, in the order of their first layer.</summary>
    public ImmutableArray<string> SourceLayers { get; init; } = [];

    /// <summary>Names of the attributes that the layers over one collection read, sorted.</summary>
    public ImmutableArray<string> AttributesOf(string sourceLayer) => [];

    /// <summary>How far beyond its geometry a feature of a collection is drawn at a zoom, in style pixels, labels not counted.</summary>
    public double ReachPixels(string sourceLayer, double zoom) => 0;

    /// <summary>True when a layer over the collection may be drawn at a zoom (MapLibre's: minzoom included, maxzoom excluded).</summary>
    public bool Draws(string sourceLayer, double zoom) => true;

    /// <summary>True when a layer over the collection may be drawn somewhere in zoom to zoom + 1, as a vector tile of that zoom is.</summary>
    public bool DrawsWithin(string sourceLayer, double zoom) => true;

    /// <summary>True when a layer draws text at a zoom.</summary>
    public bool HasLabels(double zoom) => false;

    /// <summary>True when a layer draws text of a collection at a zoom.</summary>
    public bool HasLabels(string sourceLayer, double zoom) => false;

    /// <summary>How far a label may reach from its anchor, in style pixels.</summary>
    public double LabelReachPixels => 0;
}
