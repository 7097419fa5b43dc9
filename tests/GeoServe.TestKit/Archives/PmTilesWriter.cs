using System.Buffers.Binary;
using System.IO.Compression;
using GeoServe.Core.TileMatrices;

namespace GeoServe.TestKit.Archives;

/// <summary>Writes small PMTiles archives (version 3) for tests; whether they are sound, Protomaps' reader says.</summary>
public sealed class PmTilesWriter
{
    /// <summary>1: vector tiles, 2: PNG, 3: JPEG, 4: WebP.</summary>
    public byte TileType { get; init; } = 1;

    /// <summary>How directories and metadata are packed. 1: not, 2: gzip, 3: Brotli; others are only said.</summary>
    public byte Internal { get; init; } = 2;

    /// <summary>How tiles are said to be packed.</summary>
    public byte TileCompression { get; init; } = 2;

    /// <summary>Most entries of a leaf; 0 writes all into the root.</summary>
    public int LeafEntries { get; init; }

    /// <summary>JSON.</summary>
    public string Metadata { get; init; } = """{"vector_layers":[]}""";

    /// <summary>West, south, east, north in degrees.</summary>
    public double[] Bounds { get; init; } = [-180, -85, 180, 85];

    /// <summary>The archive.</summary>
    public byte[] Write(IReadOnlyDictionary<TileCoordinate, byte[]> tiles)
    {
        var data = new MemoryStream();
        var places = new Dictionary<string, (ulong Offset, uint Length)>();
        var entries = new List<(ulong Id, uint Run, uint Length, ulong Offset)>();
        foreach ((ulong id, byte[] body) in tiles.Select(tile => (IdOf(tile.Key), tile.Value)).OrderBy(tile => tile.Item1))
        {
            string content = Convert.ToBase64String(body);
            if (!places.TryGetValue(content, out (ulong Offset, uint Length) place))
            {
                places[content] = place = ((ulong)data.Length, (uint)body.Length);
                data.Write(body);
            }
            bool goesOn = entries.Count > 0 && entries[^1].Offset == place.Offset && entries[^1].Id + entries[^1].Run == id;
            if (goesOn) entries[^1] = entries[^1] with { Run = entries[^1].Run + 1 };
            else entries.Add((id, 1, place.Length, place.Offset));
        }
        var leaves = new MemoryStream();
        byte[] root = LeafEntries == 0 ? Pack(Directory(entries)) : Pack(Directory([.. entries.Chunk(LeafEntries).Select(leaf =>
        {
            byte[] packed = Pack(Directory(leaf));
            var pointer = (leaf[0].Id, 0u, (uint)packed.Length, (ulong)leaves.Length);
            leaves.Write(packed);
            return pointer;
        })]));
        return Join(tiles, root, Pack(System.Text.Encoding.UTF8.GetBytes(Metadata)), leaves.ToArray(), data.ToArray());
    }

    /// <summary>A directory before it is packed: numbers, run lengths, lengths, offsets.</summary>
    public static byte[] Directory(IReadOnlyList<(ulong Id, uint Run, uint Length, ulong Offset)> entries)
    {
        var bytes = new MemoryStream();
        Number(bytes, (ulong)entries.Count);
        for (int i = 0; i < entries.Count; i++) Number(bytes, entries[i].Id - (i == 0 ? 0 : entries[i - 1].Id));
        foreach ((_, uint run, _, _) in entries) Number(bytes, run);
        foreach ((_, _, uint length, _) in entries) Number(bytes, length);
        for (int i = 0; i < entries.Count; i++)
        {
            bool follows = i > 0 && entries[i].Offset == entries[i - 1].Offset + entries[i - 1].Length;
            Number(bytes, follows ? 0 : entries[i].Offset + 1);
        }
        return bytes.ToArray();
    }

    /// <summary>
    /// The number of a tile, by halving the square: which quarter a tile lies in, the curve passes the quarters in the order of its own, and each quarter holds
    /// the curve turned over.
    /// </summary>
    public static ulong IdOf(TileCoordinate tile)
    {
        ulong before = 0;
        for (int z = 0; z < tile.Z; z++) before += 1UL << (2 * z);
        return before + Along(tile.Z, tile.X, tile.Y);
    }

    // Quarters in turn: left top, left bottom, right bottom, right top; the first mirrored at one diagonal, the last at the other.
    private static ulong Along(int z, int x, int y)
    {
        if (z == 0) return 0;
        int half = 1 << (z - 1);
        ulong quarter = 1UL << (2 * (z - 1));
        return (x < half, y < half) switch
        {
            (true, true) => Along(z - 1, y, x),
            (true, false) => quarter + Along(z - 1, x, y - half),
            (false, false) => (2 * quarter) + Along(z - 1, x - half, y - half),
            (false, true) => (3 * quarter) + Along(z - 1, half - 1 - y, (2 * half) - 1 - x),
        };
    }

    private byte[] Join(IReadOnlyDictionary<TileCoordinate, byte[]> tiles, byte[] root, byte[] metadata, byte[] leaves, byte[] data)
    {
        byte[] header = new byte[127];
        "PMTiles"u8.CopyTo(header);
        header[7] = 3;
        long offset = 127;
        int at = 8;
        foreach (byte[] section in (byte[][])[root, metadata, leaves, data])
        {
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(at), offset);
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(at + 8), section.Length);
            offset += section.Length;
            at += 16;
        }
        header[96] = 1;
        (header[97], header[98], header[99]) = (Internal, TileCompression, TileType);
        (header[100], header[101]) = ((byte)tiles.Keys.Min(tile => tile.Z), (byte)tiles.Keys.Max(tile => tile.Z));
        for (int i = 0; i < 4; i++) BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(102 + (4 * i)), (int)Math.Round(Bounds[i] * 1e7));
        return [.. header, .. root, .. metadata, .. leaves, .. data];
    }

    private byte[] Pack(byte[] bytes)
    {
        if (Internal is not (2 or 3)) return bytes;
        var packed = new MemoryStream();
        using (Stream stream = Internal == 2 ? new GZipStream(packed, CompressionLevel.Optimal) : new BrotliStream(packed, CompressionLevel.Optimal)) stream.Write(bytes);
        return packed.ToArray();
    }

    private static void Number(Stream bytes, ulong number)
    {
        for (; number >= 0x80; number >>= 7) bytes.WriteByte((byte)(number | 0x80));
        bytes.WriteByte((byte)number);
    }
}
