using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using GeoServe.Core.Sources;

namespace GeoServe.Caching.Redis;

/// <summary>
/// A tile as stores keep it: format and encoding (2 bytes), length (4, little endian) and XxHash64 (8) of what follows: the body; where the encoding's
/// highest bit is set, two texts before it, each its length in bytes (2, little endian) and UTF-8: the tile's notes. A value that is cut or changed
/// does not read back: it is a miss. Frozen by a test.
/// </summary>
internal static class StoredTile
{
    public const int HeaderBytes = 14;

    private const byte HasNotes = 0x80;

    public static byte[] Write(Tile tile)
    {
        int noteBytes = tile.Notes is { } notes ? 4 + Encoding.UTF8.GetByteCount(notes.LeftOut) + Encoding.UTF8.GetByteCount(notes.Generalised) : 0;
        byte[] value = new byte[HeaderBytes + noteBytes + tile.Body.Length];
        value[0] = (byte)tile.Format;
        value[1] = (byte)((byte)tile.Encoding | (noteBytes > 0 ? HasNotes : 0));
        Span<byte> content = value.AsSpan(HeaderBytes);
        if (tile.Notes is not null) WriteText(tile.Notes.Generalised, content[WriteText(tile.Notes.LeftOut, content)..]);
        tile.Body.Span.CopyTo(content[noteBytes..]);
        BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(2), content.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(value.AsSpan(6), XxHash64.HashToUInt64(content));
        return value;
    }

    public static Tile? Read(ReadOnlyMemory<byte> value)
    {
        ReadOnlySpan<byte> span = value.Span;
        if (span.Length < HeaderBytes || span[0] > (byte)TileFormat.Mvt || (span[1] & ~HasNotes) > (byte)TileEncoding.Brotli) return null;
        ReadOnlyMemory<byte> content = value[HeaderBytes..];
        bool whole = BinaryPrimitives.ReadInt32LittleEndian(span[2..]) == content.Length
            && BinaryPrimitives.ReadUInt64LittleEndian(span[6..]) == XxHash64.HashToUInt64(content.Span);
        if (!whole) return null;
        TileNotes? notes = null;
        if ((span[1] & HasNotes) != 0)
        {
            if (ReadText(ref content) is not { } leftOut || ReadText(ref content) is not { } generalised) return null;
            notes = new TileNotes(leftOut, generalised);
        }
        return new Tile(content, (TileFormat)span[0], (TileEncoding)(span[1] & ~HasNotes)) { Notes = notes };
    }

    private static int WriteText(string text, Span<byte> into)
    {
        int bytes = Encoding.UTF8.GetBytes(text, into[2..]);
        BinaryPrimitives.WriteUInt16LittleEndian(into, checked((ushort)bytes));
        return 2 + bytes;
    }

    private static string? ReadText(ref ReadOnlyMemory<byte> content)
    {
        if (content.Length < 2) return null;
        int bytes = BinaryPrimitives.ReadUInt16LittleEndian(content.Span);
        if (content.Length < 2 + bytes) return null;
        string text = Encoding.UTF8.GetString(content.Span.Slice(2, bytes));
        content = content[(2 + bytes)..];
        return text;
    }
}
