using System.Buffers.Binary;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.PmTiles;

/// <summary>The first 127 bytes of an archive (PMTiles 3, chapter 3).</summary>
internal sealed record PmTilesHeader
{
    /// <summary>Its length in bytes.</summary>
    public const int Bytes = 127;

    private const double Degrees = 1e-7;

    public required PmTilesSection Root { get; init; }
    public required PmTilesSection Metadata { get; init; }
    public required PmTilesSection Leaves { get; init; }
    public required PmTilesSection Tiles { get; init; }

    /// <summary>How directories and metadata are packed.</summary>
    public required TileEncoding Internal { get; init; }

    /// <summary>How tiles are packed.</summary>
    public required TileEncoding TileEncoding { get; init; }

    public required TileFormat Format { get; init; }
    public required int MinZoom { get; init; }
    public required int MaxZoom { get; init; }

    /// <summary>Longitude and latitude.</summary>
    public required Box Bounds { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="bytes">The beginning of the file, as far as there is one.</param>
    /// <param name="fileBytes">Length of the file.</param>
    /// <exception cref="SourceFaultException">It is no archive of version 3, or one that cannot be served; the message does not name the file.</exception>
    public static PmTilesHeader Read(ReadOnlySpan<byte> bytes, long fileBytes)
    {
        if (bytes.IsEmpty) throw new SourceFaultException("it is empty (0 bytes).");
        if (bytes.Length >= 3 && bytes.StartsWith("PM"u8) && !bytes.StartsWith("PMTiles"u8)) throw new SourceFaultException("it is of version 1 or 2 of PMTiles; convert it to version 3: 'pmtiles convert OLD NEW'.");
        if (!bytes.StartsWith("PMTiles"u8[..Math.Min(7, bytes.Length)]) || bytes.Length < 8) throw new SourceFaultException("it does not begin with 'PMTiles': it is no such archive.");
        if (bytes[7] != 3) throw new SourceFaultException($"it is of version {bytes[7]} of PMTiles; version 3 is read: 'pmtiles convert OLD NEW'.");
        if (bytes.Length < Bytes) throw new SourceFaultException($"it ends after {bytes.Length} bytes, within its header of {Bytes}.");
        var header = new PmTilesHeader
        {
            Root = PmTilesSection.Read(bytes[8..], "root directory", fileBytes),
            Metadata = PmTilesSection.Read(bytes[24..], "metadata", fileBytes),
            Leaves = PmTilesSection.Read(bytes[40..], "leaf directories", fileBytes),
            Tiles = PmTilesSection.Read(bytes[56..], "tile data", fileBytes),
            Internal = EncodingOf(bytes[97], "its directories are"),
            TileEncoding = EncodingOf(bytes[98], "its tiles are"),
            Format = FormatOf(bytes[99]),
            MinZoom = bytes[100],
            MaxZoom = bytes[101],
            Bounds = new Box(DegreesAt(bytes[102..]), DegreesAt(bytes[106..]), DegreesAt(bytes[110..]), DegreesAt(bytes[114..])),
        };
        if (header.MinZoom > header.MaxZoom || header.MaxZoom > PmTilesId.MostZoom) throw new SourceFaultException($"its zooms {header.MinZoom} to {header.MaxZoom} are none; they run from 0 to {PmTilesId.MostZoom}.");
        return header;
    }

    private static double DegreesAt(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes) * Degrees;

    private static TileEncoding EncodingOf(byte code, string what) => code switch
    {
        1 => TileEncoding.None,
        2 => TileEncoding.Gzip,
        3 => TileEncoding.Brotli,
        4 => throw new SourceFaultException($"{what} packed by zstd, which is not read; gzip, Brotli and none are."),
        _ => throw new SourceFaultException($"{what} packed in a way that is not said (code {code}); gzip, Brotli and none are read."),
    };

    private static TileFormat FormatOf(byte code) => code switch
    {
        1 => TileFormat.Mvt,
        2 => TileFormat.Png,
        3 => TileFormat.Jpeg,
        4 => TileFormat.WebP,
        5 => throw new SourceFaultException("its tiles are AVIF, which is not served; vector tiles (MVT), PNG, JPEG and WebP are."),
        _ => throw new SourceFaultException($"its tiles are of type {code}, which is not served; vector tiles (MVT), PNG, JPEG and WebP are."),
    };
}
