using System.IO.Compression;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;

namespace GeoServe.VectorTiles.Encoding;

/// <summary>
/// Makes Mapbox Vector Tiles (MVT 2.1), compressed by gzip: a layer for each collection, with the attributes that the map and the request choose, and one of label points where the
/// style labels polygons. Whole numbers keep 64 bits; dates and instants are text by ISO 8601. A tile without a feature has an empty body.
/// </summary>
public sealed class VectorTileEncoder : ISceneEncoder
{
    [ThreadStatic] private static ProtobufWriter? s_output;
    [ThreadStatic] private static LayerWriter? s_layers;

    /// <inheritdoc/>
    public bool Makes(TileFormat format) => format == TileFormat.Mvt;

    /// <inheritdoc/>
    public Tile[] Encode(MapScene scene, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> raw = EncodeRaw(scene);
        return [new Tile(raw.IsEmpty ? default : Compress(raw), TileFormat.Mvt, IsGzip: !raw.IsEmpty)];
    }

    /// <summary>The tile before compression; valid until the thread encodes the next one.</summary>
    internal static ReadOnlySpan<byte> EncodeRaw(MapScene scene)
    {
        ProtobufWriter output = s_output ??= new ProtobufWriter();
        LayerWriter layers = s_layers ??= new LayerWriter(output);
        output.Clear();
        foreach (SceneStream stream in scene.Streams) layers.Write(stream, MapView.VectorTileExtent);
        return output.Written;
    }

    // The fastest level: tiles are made on demand, and a slower one saves little of such short messages.
    private static byte[] Compress(ReadOnlySpan<byte> raw)
    {
        using var packed = new MemoryStream(raw.Length / 2);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(raw);
        return packed.ToArray();
    }
}
