using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace GeoServe.Core.Sources;

/// <summary>Unpacks bodies within bounds: a few kilobytes may unpack to gigabytes.</summary>
public static class TileBody
{
    /// <summary>The largest tile that is unpacked: 32 MiB, some hundred times what clients draw with ease.</summary>
    public const int MostBytes = 32 << 20;

    /// <summary>The packing that the first bytes tell; gzip has a mark of its own (RFC 1952, 2.3.1), Brotli none.</summary>
    public static TileEncoding Sniff(ReadOnlySpan<byte> body) => body is [0x1F, 0x8B, ..] ? TileEncoding.Gzip : TileEncoding.None;

    /// <summary>The body unpacked.</summary>
    /// <exception cref="SourceFaultException">It is damaged or larger than <see cref="MostBytes"/>.</exception>
    public static ReadOnlyMemory<byte> Unpack(Tile tile) => tile.Encoding == TileEncoding.None ? tile.Body : Unpack(tile.Body, tile.Encoding, MostBytes);

    /// <summary>Bytes unpacked.</summary>
    /// <param name="packed">Packed as <paramref name="encoding"/> says.</param> <param name="encoding">How.</param> <param name="mostBytes">More is a fault.</param>
    /// <exception cref="SourceFaultException">They are damaged, or unpack to more.</exception>
    public static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> packed, TileEncoding encoding, int mostBytes)
    {
        if (encoding == TileEncoding.None) return packed;
        byte[] room = ArrayPool<byte>.Shared.Rent(Math.Clamp(packed.Length * 4, 4096, mostBytes));
        try
        {
            using Stream stream = Open(packed, encoding);
            int length = 0;
            while (true)
            {
                if (length == room.Length)
                {
                    if (length > mostBytes) throw new SourceFaultException($"{packed.Length} bytes unpack to more than {mostBytes}.");
                    byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(length * 2L, mostBytes + 1L));
                    room.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(room);
                    room = larger;
                }
                int read = stream.Read(room, length, room.Length - length);
                if (read == 0) return length > mostBytes ? throw new SourceFaultException($"{packed.Length} bytes unpack to more than {mostBytes}.") : room.AsSpan(0, length).ToArray();
                length += read;
            }
        }
        catch (Exception damaged) when (damaged is InvalidDataException or InvalidOperationException)
        {
            throw new SourceFaultException($"{packed.Length} bytes cannot be unpacked: they are damaged.", damaged);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private static Stream Open(ReadOnlyMemory<byte> packed, TileEncoding encoding)
    {
        if (!MemoryMarshal.TryGetArray(packed, out ArraySegment<byte> bytes)) bytes = new(packed.ToArray());
        var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        return encoding == TileEncoding.Brotli ? new BrotliStream(stream, CompressionMode.Decompress) : new GZipStream(stream, CompressionMode.Decompress);
    }
}
