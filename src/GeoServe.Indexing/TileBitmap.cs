using System.Numerics;
using System.Runtime.InteropServices;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Indexing;

/// <summary>Which tiles of one zoom have content: a bit each over the block of tiles around everything. Says "perhaps" too often, never "nothing" wrongly.</summary>
internal sealed class TileBitmap
{
    // 512 KiB: 40 x 40 km of z14, or all of a city at z13.
    private const long MostTiles = 1L << 22;

    private readonly int _zoom;
    private readonly int _minX;
    private readonly int _minY;
    private readonly int _columns;
    private readonly int _rows;
    private readonly ulong[] _bits;

    private TileBitmap(int zoom, int minX, int minY, int columns, int rows, ulong[] bits)
    {
        (_zoom, _minX, _minY, _columns, _rows, _bits) = (zoom, minX, minY, columns, rows, bits);
    }

    /// <summary>An empty bitmap over a box, at the finest zoom up to 14 at which it stays small.</summary>
    public static TileBitmap Over(GridBox box)
    {
        if (box.IsEmpty) return new(0, 0, 0, 0, 0, []);
        for (int zoom = IndexFormat.FinestZoom; ; zoom--)
        {
            int minX = WorldGrid.TileOf(box.MinX, zoom), minY = WorldGrid.TileOf(box.MinY, zoom);
            int columns = WorldGrid.TileOf(box.MaxX, zoom) - minX + 1, rows = WorldGrid.TileOf(box.MaxY, zoom) - minY + 1;
            if ((long)columns * rows <= MostTiles) return new(zoom, minX, minY, columns, rows, new ulong[(((long)columns * rows) + 63) / 64]);
        }
    }

    /// <summary>Marks the tiles that a box meets.</summary>
    public void Mark(in GridBox box)
    {
        int maxX = Math.Min(WorldGrid.TileOf(box.MaxX, _zoom) - _minX, _columns - 1), maxY = Math.Min(WorldGrid.TileOf(box.MaxY, _zoom) - _minY, _rows - 1);
        int minX = Math.Max(WorldGrid.TileOf(box.MinX, _zoom) - _minX, 0);
        for (int y = Math.Max(WorldGrid.TileOf(box.MinY, _zoom) - _minY, 0); y <= maxY; y++)
        {
            for (int x = minX; x <= maxX; x++)
            {
                long bit = ((long)y * _columns) + x;
                _bits[bit >> 6] |= 1UL << (int)(bit & 63);
            }
        }
    }

    /// <summary>False when none of the tiles that the box meets is marked.</summary>
    public bool MayMeet(in GridBox box)
    {
        int maxX = Math.Min(WorldGrid.TileOf(box.MaxX, _zoom) - _minX, _columns - 1), maxY = Math.Min(WorldGrid.TileOf(box.MaxY, _zoom) - _minY, _rows - 1);
        int minX = Math.Max(WorldGrid.TileOf(box.MinX, _zoom) - _minX, 0);
        if (minX > maxX) return false;
        for (int y = Math.Max(WorldGrid.TileOf(box.MinY, _zoom) - _minY, 0); y <= maxY; y++)
        {
            if (AnyBetween(((long)y * _columns) + minX, ((long)y * _columns) + maxX)) return true;
        }
        return false;
    }

    /// <summary>How many tiles are marked.</summary>
    public long Count => _bits.Sum(word => (long)BitOperations.PopCount(word));

    public void Write(BinaryWriter writer)
    {
        foreach (int number in (int[])[_zoom, _minX, _minY, _columns, _rows, _bits.Length]) writer.Write(number);
        writer.Write(MemoryMarshal.AsBytes(_bits.AsSpan()));
    }

    public static TileBitmap Read(BinaryReader reader)
    {
        int zoom = reader.ReadInt32(), minX = reader.ReadInt32(), minY = reader.ReadInt32(), columns = reader.ReadInt32(), rows = reader.ReadInt32();
        var bits = new ulong[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(bits.AsSpan()));
        return new(zoom, minX, minY, columns, rows, bits);
    }

    private bool AnyBetween(long first, long last)
    {
        long firstWord = first >> 6, lastWord = last >> 6;
        ulong from = ulong.MaxValue << (int)(first & 63), to = ulong.MaxValue >> (int)(63 - (last & 63));
        if (firstWord == lastWord) return (_bits[firstWord] & from & to) != 0;
        if ((_bits[firstWord] & from) != 0 || (_bits[lastWord] & to) != 0) return true;
        return _bits.AsSpan((int)firstWord + 1, (int)(lastWord - firstWord - 1)).ContainsAnyExcept(0UL);
    }
}
