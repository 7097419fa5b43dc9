using System.Buffers.Binary;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.TileArchives;

/// <summary>What the first bytes of a tile tell.</summary>
internal static class PictureHeader
{
    /// <summary>The format by its first bytes; vector tiles have none of their own, so null may be one.</summary>
    public static TileFormat? FormatOf(ReadOnlySpan<byte> tile) =>
        tile.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? TileFormat.Png
        : tile.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? TileFormat.Jpeg
        : tile.Length >= 12 && tile.StartsWith("RIFF"u8) && tile[8..].StartsWith("WEBP"u8) ? TileFormat.WebP
        : null;

    /// <summary>Width of a picture in pixels; 0 where its header does not tell.</summary>
    public static int WidthOf(ReadOnlySpan<byte> tile) => FormatOf(tile) switch
    {
        TileFormat.Png when tile.Length >= 24 => BinaryPrimitives.ReadInt32BigEndian(tile[16..]),      // IHDR (PNG, 11.2.1)
        TileFormat.Jpeg => WidthOfJpeg(tile[2..]),
        TileFormat.WebP when tile.Length >= 30 => WidthOfWebP(tile),
        _ => 0,
    };

    // The frame header among the segments (ITU-T T.81, B.2.2): SOF0 to SOF15 but for DHT, JPG and DAC.
    private static int WidthOfJpeg(ReadOnlySpan<byte> segments)
    {
        while (segments.Length >= 9 && segments[0] == 0xFF)
        {
            byte marker = segments[1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)) return BinaryPrimitives.ReadUInt16BigEndian(segments[7..]);
            int next = 2 + BinaryPrimitives.ReadUInt16BigEndian(segments[2..]);
            if (next > segments.Length) break;
            segments = segments[next..];
        }
        return 0;
    }

    // Lossy, lossless and extended (RFC 9649, 2.5 to 2.7).
    private static int WidthOfWebP(ReadOnlySpan<byte> tile)
    {
        ReadOnlySpan<byte> chunk = tile[12..];
        if (chunk.StartsWith("VP8 "u8)) return BinaryPrimitives.ReadUInt16LittleEndian(tile[26..]) & 0x3FFF;
        if (chunk.StartsWith("VP8L"u8)) return (BinaryPrimitives.ReadUInt16LittleEndian(tile[21..]) & 0x3FFF) + 1;
        return chunk.StartsWith("VP8X"u8) ? (tile[24] | tile[25] << 8 | tile[26] << 16) + 1 : 0;
    }
}
