namespace GeoServe.Core.Geometries;

/// <summary>
/// The place of a polygon farthest from its rings: where a label has most room. Squares that cover the polygon are divided, the most promising
/// first, until none can hold a place that is better by more than the tolerance (the way of Mapbox's polylabel, after Garcia-Castellanos and
/// Lombardo, 2007). Work is bounded: a polygon of very many positions gets a place that is good, not the best.
/// </summary>
/// <remarks>Allocates nothing once its lists have grown. Not safe for concurrent use.</remarks>
public sealed class PoleOfInaccessibility : IDisposable
{
    private const long MostEdgeTests = 1 << 25;     // about a tenth of a second
    private const int FewestCells = 48, MostCells = 4096;

    private readonly PooledList<Cell> _heap = new(64);

    private readonly record struct Cell(double X, double Y, double Half, double Distance)
    {
        public double Most => Distance + (Half * Math.Sqrt(2));
    }

    /// <summary>
    /// A place in the largest outer ring and in none of its holes. Of a polygon in which no whole number lies it is one of its positions; of
    /// nothing at all (0, 0).
    /// </summary>
    /// <param name="positions">x, y, x, y of all rings: outer rings (positive area), each before its holes.</param>
    /// <param name="ends">For each ring the number of positions up to its end.</param>
    /// <param name="tolerance">How much nearer to a ring than the best the place may lie, in units; above 0.</param>
    public (int X, int Y) Find(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, double tolerance)
    {
        if (positions.Length < 2 || ends.Length == 0) return default;
        (int first, int last) = Largest(positions, ends);
        ReadOnlySpan<int> rings = positions[((first == 0 ? 0 : ends[first - 1]) * 2)..(ends[last - 1] * 2)];
        var polygon = new Polygon(positions, ends, first, last);
        Cell best = Search(polygon, rings.Length / 2, Math.Max(tolerance, 0.5));
        foreach ((int across, int down) in (ReadOnlySpan<(int, int)>)[(0, 0), (1, 0), (0, 1), (1, 1)])
        {
            double x = across == 0 ? Math.Round(best.X) : Math.Round(best.X) == Math.Floor(best.X) ? Math.Ceiling(best.X) : Math.Floor(best.X);
            double y = down == 0 ? Math.Round(best.Y) : Math.Round(best.Y) == Math.Floor(best.Y) ? Math.Ceiling(best.Y) : Math.Floor(best.Y);
            if (polygon.Contains((int)x, (int)y)) return ((int)x, (int)y);
        }
        return polygon.FindBeside() ?? (rings[0], rings[1]);
    }

    /// <inheritdoc/>
    public void Dispose() => _heap.Dispose();

    private static (int First, int Last) Largest(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends)
    {
        (int first, int last) = (0, 1);
        Int128 largest = 0;
        int start = 0;
        for (int i = 0, open = -1; i < ends.Length; start = ends[i++])
        {
            Int128 area = Rings.TwiceArea(positions[(start * 2)..(ends[i] * 2)]);
            if (area > 0) open = -1;
            if (area > largest) (largest, first, last, open) = (area, i, i + 1, i);
            else if (area <= 0 && open >= 0) last = i + 1;
        }
        return (first, last);
    }

    private Cell Search(in Polygon polygon, int count, double tolerance)
    {
        Bounds.Of(polygon.Outer, out int lowX, out int lowY, out int highX, out int highY);
        double width = (double)highX - lowX, height = (double)highY - lowY;
        Cell best = polygon.Measure(lowX + (width / 2), lowY + (height / 2), 0);
        (double centreX, double centreY) = polygon.Centroid();
        Cell centre = polygon.Measure(centreX, centreY, 0);
        if (centre.Distance > best.Distance) best = centre;
        double size = Math.Min(width, height);
        if (size == 0) return best;
        size = Math.Max(size, Math.Max(width, height) / 16);
        long cells = Math.Clamp(MostEdgeTests / count, FewestCells, MostCells);
        _heap.Clear();
        for (double x = lowX; x < highX; x += size)
        {
            for (double y = lowY; y < highY; y += size, cells--) Push(polygon.Measure(x + (size / 2), y + (size / 2), size / 2), ref best);
        }
        while (_heap.Count > 0 && cells > 0)
        {
            Cell cell = Pop();
            if (cell.Most - best.Distance <= tolerance) break;
            double half = cell.Half / 2;
            Push(polygon.Measure(cell.X - half, cell.Y - half, half), ref best);
            Push(polygon.Measure(cell.X + half, cell.Y - half, half), ref best);
            Push(polygon.Measure(cell.X - half, cell.Y + half, half), ref best);
            Push(polygon.Measure(cell.X + half, cell.Y + half, half), ref best);
            cells -= 4;
        }
        return best;
    }

    private void Push(in Cell cell, ref Cell best)
    {
        if (cell.Distance > best.Distance) best = cell;
        if (cell.Most <= best.Distance) return;
        _heap.Add(cell);
        Span<Cell> heap = _heap.Span;
        int place = heap.Length - 1;
        for (; place > 0 && heap[(place - 1) / 2].Most < cell.Most; place = (place - 1) / 2) heap[place] = heap[(place - 1) / 2];
        heap[place] = cell;
    }

    private Cell Pop()
    {
        Span<Cell> heap = _heap.Span;
        Cell top = heap[0], moved = heap[^1];
        _heap.Truncate(heap.Length - 1);
        heap = heap[..^1];
        int place = 0;
        while ((place * 2) + 1 < heap.Length)
        {
            int child = (place * 2) + 1;
            if (child + 1 < heap.Length && heap[child + 1].Most > heap[child].Most) child++;
            if (heap[child].Most <= moved.Most) break;
            heap[place] = heap[child];
            place = child;
        }
        if (heap.Length > 0) heap[place] = moved;
        return top;
    }

    // An outer ring and its holes: rings first to last (not included).
    private readonly ref struct Polygon(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, int first, int last)
    {
        private readonly ReadOnlySpan<int> _positions = positions;
        private readonly ReadOnlySpan<int> _ends = ends;

        public ReadOnlySpan<int> Outer => Ring(first);

        // Positive inside.
        public Cell Measure(double x, double y, double half)
        {
            bool inside = false;
            double nearest = double.PositiveInfinity;
            for (int i = first; i < last; i++)
            {
                ReadOnlySpan<int> ring = Ring(i);
                if (ring.Length < 2) continue;
                double ax = ring[^2], ay = ring[^1];
                for (int j = 0; j + 1 < ring.Length; j += 2)
                {
                    double bx = ring[j], by = ring[j + 1], ux = bx - ax, uy = by - ay;
                    if ((ay > y) != (by > y) && x < (ux * (y - ay) / uy) + ax) inside = !inside;
                    double along = (((x - ax) * ux) + ((y - ay) * uy)) / ((ux * ux) + (uy * uy));
                    along = along > 0 ? Math.Min(along, 1) : 0;     // not a number where both ends are one: 0
                    double across = x - (ax + (along * ux)), down = y - (ay + (along * uy));
                    nearest = Math.Min(nearest, (across * across) + (down * down));
                    (ax, ay) = (bx, by);
                }
            }
            return new Cell(x, y, half, (inside ? 1 : -1) * Math.Sqrt(nearest));
        }

        public bool Contains(int x, int y)
        {
            if (RingLocation.Of(x, y, Ring(first)) <= 0) return false;
            for (int i = first + 1; i < last; i++) if (RingLocation.Of(x, y, Ring(i)) >= 0) return false;
            return true;
        }

        public (double X, double Y) Centroid()
        {
            ReadOnlySpan<int> ring = Outer;
            double area = 0, sumX = 0, sumY = 0;
            for (int i = 2; i + 3 < ring.Length; i += 2)
            {
                double ux = (double)ring[i] - ring[0], uy = (double)ring[i + 1] - ring[1], vx = (double)ring[i + 2] - ring[0], vy = (double)ring[i + 3] - ring[1];
                double twice = (ux * vy) - (uy * vx);
                area += twice;
                sumX += (ux + vx) * twice;
                sumY += (uy + vy) * twice;
            }
            return area == 0 ? (ring[0], ring[1]) : (ring[0] + (sumX / (3 * area)), ring[1] + (sumY / (3 * area)));
        }

        // For slivers: whole numbers beside the outer ring's own positions, a bounded number of them.
        public (int X, int Y)? FindBeside()
        {
            ReadOnlySpan<int> ring = Outer;
            int step = Math.Max(1, ring.Length / 2 / 16) * 2;
            for (int i = 0; i + 1 < ring.Length; i += step)
            {
                for (int down = -1; down <= 1; down++)
                {
                    for (int across = -1; across <= 1; across++)
                    {
                        long x = (long)ring[i] + across, y = (long)ring[i + 1] + down;
                        if (x == (int)x && y == (int)y && Contains((int)x, (int)y)) return ((int)x, (int)y);
                    }
                }
            }
            return null;
        }

        private ReadOnlySpan<int> Ring(int ring) => _positions[((ring == 0 ? 0 : _ends[ring - 1]) * 2)..(_ends[ring] * 2)];
    }
}
