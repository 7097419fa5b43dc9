using System.Buffers.Binary;
using System.IO.Hashing;
using GeoServe.Core.Sources;

namespace GeoServe.Caching.Redis;

/// <summary>
/// A tile as stores keep it: format and encoding (2 bytes), length (4, little endian), XxHash64 of the body (8), body. A value that is cut
/// or changed does not read back: it is a miss. Frozen by a test.
/// </summary>
internal static class StoredTile
{
    public const int HeaderBytes = 14;

    public static byte[] Write(Tile tile)
    {
        byte[] value = new byte[HeaderBytes + tile.Body.Length];
        value[0] = (byte)tile.Format;
        value[1] = tile.IsGzip ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(2), tile.Body.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(value.AsSpan(6), XxHash64.HashToUInt64(tile.Body.Span));
        tile.Body.Span.CopyTo(value.AsSpan(HeaderBytes));
        return value;
    }

    public static Tile? Read(ReadOnlyMemory<byte> value)
    {
        ReadOnlySpan<byte> span = value.Span;
        if (span.Length < HeaderBytes || span[0] > (byte)TileFormat.Mvt || span[1] > 1) return null;
        ReadOnlyMemory<byte> body = value[HeaderBytes..];
        bool whole = BinaryPrimitives.ReadInt32LittleEndian(span[2..]) == body.Length
            && BinaryPrimitives.ReadUInt64LittleEndian(span[6..]) == XxHash64.HashToUInt64(body.Span);
        return whole ? new Tile(body, (TileFormat)span[0], span[1] == 1) : null;
    }
}
