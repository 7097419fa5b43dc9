using GeoServe.Core.Maps;
using GeoServe.Core.Sources;

namespace GeoServe.VectorTiles.Encoding;

/// <summary>
/// Makes Mapbox Vector Tiles (MVT 2.1), packed as the view says: a layer for each collection, with the attributes that the map and the request choose,
/// and one of label points where the style labels polygons. Whole numbers keep 64 bits; dates and instants are text by ISO 8601. A tile without a
/// feature has an empty body.
/// </summary>
public sealed class VectorTileEncoder : ISceneEncoder
{
    [ThreadStatic] private static ProtobufWriter? s_output;
    [ThreadStatic] private static LayerWriter? s_layers;
    [ThreadStatic] private static TilePacker? s_packer;

    /// <inheritdoc/>
    public bool Makes(TileFormat format) => format == TileFormat.Mvt;

    /// <inheritdoc/>
    public Tile[] Encode(MapScene scene, CancellationToken cancellationToken)
    {
        if (scene is { Streams: [], Ready: [{ Encoding: TileEncoding.None or TileEncoding.Gzip } only] } && scene.View.Encoding == TileEncoding.Gzip) return [only];
        ReadOnlySpan<byte> raw = EncodeRaw(scene);
        if (raw.IsEmpty) return [Tile.EmptyVectorTile with { Notes = scene.Notes }];
        TileEncoding encoding = scene.View.Encoding;
        return [new Tile((s_packer ??= new TilePacker()).Pack(raw, encoding), TileFormat.Mvt, encoding) { Notes = scene.Notes }];
    }

    /// <summary>The tile before it is packed; valid until the thread encodes the next one.</summary>
    internal static ReadOnlySpan<byte> EncodeRaw(MapScene scene)
    {
        ProtobufWriter output = s_output ??= new ProtobufWriter();
        LayerWriter layers = s_layers ??= new LayerWriter(output);
        output.Clear();
        foreach (SceneStream stream in scene.Streams) layers.Write(stream, MapView.VectorTileExtent);
        foreach (Tile ready in scene.Ready) output.Bytes(TileBody.Unpack(ready).Span);      // a message of messages: tiles put together are one (MVT 2.1, 4.1)
        return output.Written;
    }
}
