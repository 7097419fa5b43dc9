using System.Collections.Immutable;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Sources;
using GeoServe.Core.Styles;

namespace GeoServe.Core.Maps;

/// <summary>What was found in a view: the features of each collection of a map, cut and in scene units. An encoder makes a picture of it. Not safe for concurrent use.</summary>
/// <param name="view">Where and how big.</param>
/// <param name="map">The map.</param>
/// <param name="style">In which style.</param>
/// <param name="layers">One for each collection that the style draws at this zoom, in the map's drawing order.</param>
public sealed class MapScene(MapView view, Map map, MapStyle style, ImmutableArray<SceneLayer> layers) : IDisposable
{
    /// <summary>Where and how big.</summary>
    public MapView View { get; } = view;

    /// <summary>The map.</summary>
    public Map Map { get; } = map;

    /// <summary>In which style.</summary>
    public MapStyle Style { get; } = style;

    /// <summary>One for each collection that the style draws at this zoom, in the map's drawing order.</summary>
    public ImmutableArray<SceneLayer> Layers { get; } = layers;

    /// <summary>The same for a vector tile, whose features are not gathered but pulled one by one: one stream a collection, walked once.</summary>
    public ImmutableArray<SceneStream> Streams { get; init; } = [];

    /// <summary>What was read of rasters, brought to the view's pixels.</summary>
    public ImmutableArray<SceneRaster> Rasters { get; init; } = [];

    /// <summary>Tiles of archives, as they are stored, whose layers a vector tile of the scene has after its own.</summary>
    public ImmutableArray<Tile> Ready { get; init; } = [];

    /// <summary>What a vector tile of the scene does not have; null where it has everything.</summary>
    public TileNotes? Notes => SceneNotes.Of(Streams);

    /// <summary>The labels that meet the view; null where the style has none at this zoom or the format draws none.</summary>
    public PlacedLabels? Labels { get; init; }

    /// <summary>True when there is no feature and no label.</summary>
    public bool IsEmpty => Labels is null && Streams.IsEmpty && Rasters.IsEmpty && Layers.All(layer => layer.Count == 0);

    /// <summary>The features of a collection; null where the scene has none such.</summary>
    public SceneLayer? Find(string collection) => Layers.FirstOrDefault(layer => layer.Collection.Id == collection);

    /// <summary>What was read of the raster of a layer; null where the view shows nothing of it.</summary>
    public SceneRaster? FindRaster(StyleLayer layer) => Rasters.FirstOrDefault(raster => raster.Serves(layer, View.Zoom));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SceneRaster raster in Rasters) raster.Dispose();
        foreach (SceneLayer layer in Layers) layer.Dispose();
        foreach (SceneStream stream in Streams) stream.Dispose();
    }
}
