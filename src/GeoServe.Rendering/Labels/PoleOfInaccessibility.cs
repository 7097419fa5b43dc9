namespace GeoServe.Rendering.Labels;

/// <summary>The place in a polygon that is farthest from its outline, found by quartering cells (the method of Mapbox's polylabel).</summary>
internal static class PoleOfInaccessibility
{
    private const int MostCells = 2_000;

    /// <summary>Finds it to within a distance. The result depends on differences of positions alone, not on the origin.</summary>
    /// <param name="coordinates">x, y, ... of the outer ring and its holes.</param>
    /// <param name="ringEnds">Positions up to each ring's end.</param>
    /// <param name="precision">In the units of the positions.</param>
    public static (int X, int Y) Find(ReadOnlySpan<int> coordinates, ReadOnlySpan<int> ringEnds, double precision)
    {
        ReadOnlySpan<int> outer = coordinates[..(ringEnds[0] * 2)];
        int originX = outer[0], originY = outer[1];
        int minX = int.MaxValue, minY = int.MaxValue, maxX = int.MinValue, maxY = int.MinValue;
        for (int i = 0; i < outer.Length; i += 2)
        {
            (minX, maxX) = (Math.Min(minX, outer[i]), Math.Max(maxX, outer[i]));
            (minY, maxY) = (Math.Min(minY, outer[i + 1]), Math.Max(maxY, outer[i + 1]));
        }
        double width = (double)maxX - minX, height = (double)maxY - minY, size = Math.Min(width, height);
        if (size < precision) return (minX + (int)(width / 2), minY + (int)(height / 2));
        double half = size / 2;
        Cell best = Centroid(outer);
        best = best with { Distance = Distance(best.X, best.Y, coordinates, ringEnds, originX, originY) };
        var cells = new PriorityQueue<Cell, double>();
        double left = (double)minX - originX, top = (double)minY - originY;
        for (double x = left; x < left + width; x += size)
        {
            for (double y = top; y < top + height; y += size) Enqueue(x + half, y + half, half, coordinates, ringEnds);
        }
        for (int seen = 0; seen < MostCells && cells.TryDequeue(out Cell cell, out _); seen++)
        {
            if (cell.Distance > best.Distance) best = cell;
            if (cell.Distance + cell.Half * Math.Sqrt(2) - best.Distance <= precision) break;
            half = cell.Half / 2;
            Enqueue(cell.X - half, cell.Y - half, half, coordinates, ringEnds);
            Enqueue(cell.X + half, cell.Y - half, half, coordinates, ringEnds);
            Enqueue(cell.X - half, cell.Y + half, half, coordinates, ringEnds);
            Enqueue(cell.X + half, cell.Y + half, half, coordinates, ringEnds);
        }
        return ((int)Math.Round(best.X) + originX, (int)Math.Round(best.Y) + originY);

        void Enqueue(double x, double y, double half, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> ringEnds)
        {
            double distance = Distance(x, y, coordinates, ringEnds, originX, originY);
            cells.Enqueue(new(x, y, half, distance), -(distance + half * Math.Sqrt(2)));
        }
    }

    private static Cell Centroid(ReadOnlySpan<int> ring)
    {
        double area = 0, x = 0, y = 0;
        for (int i = 2; i + 3 < ring.Length; i += 2)
        {
            double ax = (double)ring[i] - ring[0], ay = (double)ring[i + 1] - ring[1], bx = (double)ring[i + 2] - ring[0], by = (double)ring[i + 3] - ring[1];
            double cross = ax * by - ay * bx;
            area += cross;
            x += (ax + bx) * cross;
            y += (ay + by) * cross;
        }
        return area == 0 ? default : new(x / (3 * area), y / (3 * area), 0, 0);
    }

    // From the outline; negative outside.
    private static double Distance(double x, double y, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> ringEnds, int originX, int originY)
    {
        double nearest = double.PositiveInfinity;
        bool inside = false;
        int start = 0;
        foreach (int end in ringEnds)
        {
            double x0 = (double)coordinates[end * 2 - 2] - originX, y0 = (double)coordinates[end * 2 - 1] - originY;
            for (int i = start * 2; i < end * 2; i += 2)
            {
                double x1 = (double)coordinates[i] - originX, y1 = (double)coordinates[i + 1] - originY;
                if (y0 > y != y1 > y && x < (x1 - x0) * (y - y0) / (y1 - y0) + x0) inside = !inside;
                double dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
                double t = length == 0 ? 0 : Math.Clamp(((x - x0) * dx + (y - y0) * dy) / length, 0, 1);
                double offX = x - x0 - t * dx, offY = y - y0 - t * dy;
                nearest = Math.Min(nearest, offX * offX + offY * offY);
                (x0, y0) = (x1, y1);
            }
            start = end;
        }
        return inside ? Math.Sqrt(nearest) : -Math.Sqrt(nearest);
    }

    private readonly record struct Cell(double X, double Y, double Half, double Distance);
}
