using System.Collections.Frozen;
using System.Collections.Immutable;

namespace GeoServe.Core.Styles;

/// <summary>
/// How a map looks: layers in drawing order, each drawing the features of one collection. The one model into which every style language is
/// read. Immutable.
/// </summary>
public sealed class Style
{
    /// <summary>Margin of a vector tile in style pixels where the style asks for less: an eighth of what MapLibre's own tilers take at most.</summary>
    public const double LeastVectorMarginPixels = 8;

    private readonly Reaches _reaches = new();
    private readonly FrozenDictionary<string, ImmutableArray<StyleLayer>> _bySource;
    private readonly FrozenDictionary<string, ImmutableArray<string>> _attributes;
    private readonly FrozenDictionary<string, ImmutableArray<string>> _labelAttributes;
    private readonly FrozenDictionary<string, ImmutableArray<string>> _lookAttributes;

    /// <summary>A style by its layers.</summary>
    /// <param name="name">As the style says; empty where it does not.</param>
    /// <param name="layers">In drawing order, the lowest first.</param>
    public Style(string name, ImmutableArray<StyleLayer> layers)
    {
        Name = name;
        Layers = layers;
        SourceLayers = layers.Where(layer => layer.SourceLayer is not null).Select(layer => layer.SourceLayer!).Distinct().ToImmutableArray();
        Rasters = layers.Where(layer => layer.Raster is not null).Select(layer => layer.Raster!).Distinct().ToImmutableArray();
        _bySource = SourceLayers.ToFrozenDictionary(source => source, source => layers.Where(layer => layer.SourceLayer == source).ToImmutableArray());
        _attributes = SourceLayers.ToFrozenDictionary(source => source, source => AttributesOf(_bySource[source]));
        _labelAttributes = SourceLayers.ToFrozenDictionary(source => source, source => AttributesOf([.. _bySource[source].Where(WritesAtPoints)]));
        _lookAttributes = SourceLayers.ToFrozenDictionary(source => source, source => AttributesOf([.. _bySource[source].Where(layer => layer is not SymbolLayer)]));
    }

    /// <summary>As the style says; empty where it does not.</summary>
    public string Name { get; }

    /// <summary>All layers in drawing order, the lowest first.</summary>
    public ImmutableArray<StyleLayer> Layers { get; }

    /// <summary>Ids of the collections that the style draws, each once, in the order of their first layer.</summary>
    public ImmutableArray<string> SourceLayers { get; }

    /// <summary>Ids of the rasters that the style draws, each once, in the order of their first layer.</summary>
    public ImmutableArray<string> Rasters { get; }

    /// <summary>True when its pictures are values in the shape of colours; where there are none there is no tile.</summary>
    public bool IsCode => Layers is [ElevationCodeLayer];

    /// <summary>The layers that draw a raster at a zoom.</summary>
    public IEnumerable<StyleLayer> LayersOver(string raster, double zoom) => Layers.Where(layer => layer.Raster == raster && layer.IsDrawnAt(zoom));

    /// <summary>Names of the attributes that the layers over one collection read, sorted.</summary>
    public ImmutableArray<string> AttributesOf(string sourceLayer) => _attributes.GetValueOrDefault(sourceLayer, []);

    /// <summary>How far beyond its geometry a feature of a collection is drawn at a zoom, in style pixels, labels not counted.</summary>
    public double ReachPixels(string sourceLayer, double zoom) => _reaches.Find(sourceLayer, zoom, 0) ?? _reaches.Keep(sourceLayer, zoom, 0, ReachAt(sourceLayer, zoom));

    /// <summary>
    /// How far beyond a vector tile of a zoom it keeps features of a collection, in pixels of the tile as it is shown until the next zoom: the farthest that
    /// any layer draws in between, looked at in steps of an eighth of a zoom, and one more for what rounding may move.
    /// </summary>
    public double VectorMarginPixels(string sourceLayer, double zoom) =>
        _reaches.Find(sourceLayer, zoom, 1) ?? _reaches.Keep(sourceLayer, zoom, 1, Math.Ceiling(Math.Max(LeastVectorMarginPixels, ReachWithin(sourceLayer, zoom))) + 1);

    /// <summary>True when a layer over the collection may be drawn at a zoom (MapLibre's: minzoom included, maxzoom excluded).</summary>
    public bool Draws(string sourceLayer, double zoom)
    {
        foreach (StyleLayer layer in Over(sourceLayer))
        {
            if (layer.IsDrawnAt(zoom)) return true;
        }
        return false;
    }

    /// <summary>True when a layer over the collection may be drawn somewhere in zoom to zoom + 1, as a vector tile of that zoom is.</summary>
    public bool DrawsWithin(string sourceLayer, double zoom)
    {
        foreach (StyleLayer layer in Over(sourceLayer))
        {
            if (layer.IsDrawnWithin(zoom)) return true;
        }
        return false;
    }

    /// <summary>True when a layer over the collection draws dashes at a zoom: they begin where the outline does, so rings must not be cut before.</summary>
    public bool HasDashes(string sourceLayer, double zoom) => Over(sourceLayer).Any(layer => layer is LineLayer { Dashes.IsUnsaid: false } && layer.IsDrawnAt(zoom));

    /// <summary>True when a layer draws text at a zoom.</summary>
    public bool HasLabels(double zoom) => Layers.Any(layer => IsText(layer, zoom));

    /// <summary>True when a layer draws text of a collection at a zoom.</summary>
    public bool HasLabels(string sourceLayer, double zoom) => Over(sourceLayer).Any(layer => IsText(layer, zoom));

    /// <summary>
    /// True when a layer writes text at the polygons of a collection themselves, not along their borders, somewhere in zoom to zoom + 1: MapLibre would
    /// write it once for each tile that a polygon meets, so it takes the collection's label points instead.
    /// </summary>
    public bool LabelsPointsWithin(string sourceLayer, double zoom) => Over(sourceLayer).Any(layer => WritesAtPoints(layer) && layer.IsDrawnWithin(zoom));

    /// <summary>The attributes that such layers read, sorted.</summary>
    public ImmutableArray<string> LabelAttributesOf(string sourceLayer) => _labelAttributes.GetValueOrDefault(sourceLayer, []);

    /// <summary>The attributes that all other layers read, sorted: what tells features of different looks apart.</summary>
    public ImmutableArray<string> LookAttributesOf(string sourceLayer) => _lookAttributes.GetValueOrDefault(sourceLayer, []);

    /// <summary>True for a layer that writes text at its features themselves, not along them.</summary>
    public static bool WritesAtPoints(StyleLayer layer) =>
        layer is SymbolLayer { Text.IsUnsaid: false, Placement.IsSameForAll: true } symbols && symbols.Placement.Evaluate(default) == SymbolPlacement.Point;

    /// <summary>How far a label's own box may reach, in style pixels; longer text is broken, and what is still longer is left out.</summary>
    public double LabelReachPixels => Layers.Any(layer => layer is SymbolLayer { Text.IsUnsaid: false }) ? StyleReach.LabelPixels : 0;

    /// <summary>How far from its feature a label of a collection may reach at a zoom, in style pixels: its box and its offset; -1 where it has none.</summary>
    public double LabelReachPixelsOf(string sourceLayer, double zoom) =>
        _reaches.Find(sourceLayer, zoom, 2) ?? _reaches.Keep(sourceLayer, zoom, 2, LabelReachAt(sourceLayer, zoom));

    private double ReachAt(string sourceLayer, double zoom)
    {
        double reach = 0;
        foreach (StyleLayer layer in Over(sourceLayer))
        {
            if (layer.IsDrawnAt(zoom)) reach = Math.Max(reach, layer.ReachPixels(zoom));
        }
        return reach;
    }

    private double ReachWithin(string sourceLayer, double zoom)
    {
        double reach = 0;
        foreach (StyleLayer layer in Over(sourceLayer))
        {
            if (!layer.IsDrawnWithin(zoom)) continue;
            double from = Math.Max(zoom, layer.MinZoom), to = Math.Min(zoom + 1, layer.MaxZoom);
            for (int step = 0; step <= 8; step++) reach = Math.Max(reach, layer.ReachPixels(from + ((to - from) * step / 8)));
        }
        return reach;
    }

    private double LabelReachAt(string sourceLayer, double zoom)
    {
        double reach = -1;
        foreach (StyleLayer layer in Over(sourceLayer))
        {
            if (IsText(layer, zoom)) reach = Math.Max(reach, StyleReach.Label((SymbolLayer)layer, zoom));
        }
        return reach;
    }

    private static bool IsText(StyleLayer layer, double zoom) => layer is SymbolLayer { Text.IsUnsaid: false } && layer.IsDrawnAt(zoom);

    private ImmutableArray<StyleLayer> Over(string sourceLayer) => _bySource.GetValueOrDefault(sourceLayer, []);

    private static ImmutableArray<string> AttributesOf(ImmutableArray<StyleLayer> layers)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (StyleLayer layer in layers) layer.CollectAttributes(names);
        return [.. names];
    }
}
