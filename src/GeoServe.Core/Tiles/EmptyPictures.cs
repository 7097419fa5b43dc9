using System.Collections.Concurrent;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;

namespace GeoServe.Core.Tiles;

/// <summary>Pictures without a feature: a style's background or nothing, drawn once a style, zoom, size and format. Safe for concurrent use.</summary>
internal sealed class EmptyPictures
{
    // Some hundred bytes each; beyond, styles have been reloaded again and again, and it begins anew.
    private const int Most = 16_384;

    private readonly ConcurrentDictionary<Key, Tile> _pictures = new();

    /// <summary>The picture of an empty tile.</summary>
    /// <param name="view">The tile's view.</param> <param name="request">What is asked for.</param> <param name="encoder">Draws in its format.</param>
    /// <param name="cancellationToken">Ends the drawing.</param>
    public Tile Of(MapView view, in TileRequest request, ISceneEncoder encoder, CancellationToken cancellationToken)
    {
        var key = new Key(request.Map.Id, request.Style.Id, request.Style.Definition, request.Format, request.Scale, view.Zoom, view.WidthPixels);
        if (_pictures.TryGetValue(key, out Tile? kept)) return kept;
        if (_pictures.Count >= Most) _pictures.Clear();
        using var scene = new MapScene(view, request.Map, request.Style, []);
        return _pictures.GetOrAdd(key, encoder.Encode(scene, cancellationToken)[0]);
    }

    private readonly record struct Key(string Map, string Style, ulong Definition, TileFormat Format, int Scale, double Zoom, int Pixels);
}
