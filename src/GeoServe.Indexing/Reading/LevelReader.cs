using System.Runtime.CompilerServices;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Indexing.Reading;

/// <summary>One level of an index, read in place. Spans are valid while a lease of the file is held. Safe for concurrent calls.</summary>
internal sealed class LevelReader(IndexFile file, LevelLayout layout)
{
    private static readonly int[] s_one = [1];

    /// <summary>Where everything is.</summary>
    public LevelLayout Layout { get; } = layout;

    /// <summary>How many entries.</summary>
    public int Count => Layout.Count;

    /// <summary>True when each entry is one position, which then is its box.</summary>
    public bool IsSinglePoints => Layout.Starts.IsNone;

    /// <summary>The row of an entry.</summary>
    public int RowOf(int entry) => Layout.Rows.IsNone ? entry : (int)file.Read<uint>(Layout.Rows, entry);

    /// <summary>The box of an entry.</summary>
    public GridBox BoundsOf(int entry)
    {
        if (!Layout.Bounds.IsNone) return file.Read<GridBox>(Layout.Bounds, entry);
        ReadOnlySpan<int> point = file.Read<int>(Layout.Coordinates, entry * 2L, 2);
        return new GridBox(point[0], point[1], point[0], point[1]);
    }

    /// <summary>The positions of an entry: x, y, x, y.</summary>
    public ReadOnlySpan<int> CoordinatesOf(int entry)
    {
        if (IsSinglePoints) return file.Read<int>(Layout.Coordinates, entry * 2L, 2);
        ReadOnlySpan<uint> starts = file.Read<uint>(Layout.Starts, entry, 2);
        return file.Read<int>(Layout.Coordinates, starts[0] * 2L, checked((int)(starts[1] - starts[0])) * 2);
    }

    /// <summary>The ends of its parts. Where it has one part only, <paramref name="single"/> holds the answer.</summary>
    public ReadOnlySpan<int> PartEndsOf(int entry, int positions, ref int single)
    {
        if (Layout.PartStarts.IsNone)
        {
            if (positions == 1) return s_one;
            single = positions;
            return new ReadOnlySpan<int>(ref single);
        }
        ReadOnlySpan<uint> starts = file.Read<uint>(Layout.PartStarts, entry, 2);
        return file.Read<int>(Layout.PartEnds, starts[0], (int)(starts[1] - starts[0]));
    }

    /// <summary>The first entry from <paramref name="entry"/> on whose box meets <paramref name="box"/>; <see cref="Count"/> where there is none.</summary>
    public int NextMeeting(int entry, in GridBox box)
    {
        int count = Layout.Count;
        while (entry < count)
        {
            // Entries lie in Hilbert order, so the nodes above are boxes around runs of 16, 256, ...: the largest run that begins here is asked first.
            int skipped = entry;
            for (int height = Math.Min(Layout.Nodes.Length, System.Numerics.BitOperations.TrailingZeroCount(entry) / 4); height >= 1; height--)
            {
                if (file.Read<GridBox>(Layout.Nodes[height - 1], entry >> (4 * height)).Intersects(box)) continue;
                skipped = (int)Math.Min(count, entry + (1L << (4 * height)));
                break;
            }
            if (skipped > entry)
            {
                entry = skipped;
                continue;
            }
            int end = Math.Min((entry | (IndexFormat.NodeSize - 1)) + 1, count);
            if (Layout.Bounds.IsNone)
            {
                ReadOnlySpan<long> points = file.Read<long>(Layout.Coordinates, entry, end - entry);
                for (int i = 0; i < points.Length; i++)
                {
                    int x = (int)points[i], y = (int)(points[i] >> 32);
                    if (x >= box.MinX && x <= box.MaxX && y >= box.MinY && y <= box.MaxY) return entry + i;
                }
            }
            else
            {
                ReadOnlySpan<GridBox> bounds = file.Read<GridBox>(Layout.Bounds, entry, end - entry);
                for (int i = 0; i < bounds.Length; i++)
                {
                    if (bounds[i].Intersects(box)) return entry + i;
                }
            }
            entry = end;
        }
        return count;
    }

    /// <summary>How many features were left out of tiles of the level's zoom that lie in a box.</summary>
    public long LeftOut(in GridBox box)
    {
        if (Layout.LeftOut.IsNone) return 0;
        int zoom = Layout.Zoom, count = (int)(Layout.LeftOut.Bytes / Unsafe.SizeOf<LeftOutTile>());
        ReadOnlySpan<LeftOutTile> tiles = file.Read<LeftOutTile>(Layout.LeftOut, 0, count);
        long sum = 0;
        (int minX, int minY, int maxX, int maxY) = (WorldGrid.TileOf(box.MinX, zoom), WorldGrid.TileOf(box.MinY, zoom), WorldGrid.TileOf(box.MaxX, zoom), WorldGrid.TileOf(box.MaxY, zoom));
        for (int y = minY; y <= maxY; y++)
        {
            ulong from = LeftOutTile.KeyOf(minX, y), to = LeftOutTile.KeyOf(maxX, y);
            for (int i = FirstFrom(tiles, from); i < tiles.Length && tiles[i].Key <= to; i++) sum += (long)tiles[i].Count;
        }
        return sum;
    }

    private static int FirstFrom(ReadOnlySpan<LeftOutTile> tiles, ulong key)
    {
        int low = 0, high = tiles.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (tiles[middle].Key < key) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
