namespace GeoServe.Core.Geometries;

/// <summary>
/// Clips points, lines and rings on whole numbers to a box, its sides included: positions x, y, x, y in, positions added to a list out.
/// Cuts lie on the sides, rounded along them to the nearest whole number, so two boxes with a common side cut a segment in the
/// same place. Linear in the number of positions. Holds scratch room, so it is not safe for concurrent use.
/// </summary>
/// <param name="minX">West side.</param> <param name="minY">North side.</param>
/// <param name="maxX">East side.</param> <param name="maxY">South side.</param>
public sealed class BoxClipper(int minX, int minY, int maxX, int maxY) : IDisposable
{
    private readonly PooledList<int> _first = new();
    private readonly PooledList<int> _second = new();

    /// <summary>Where positions lie to the box: all inside, all beyond one side, or neither.</summary>
    public BoxRelation Relate(ReadOnlySpan<int> positions)
    {
        int lowX = int.MaxValue, lowY = int.MaxValue, highX = int.MinValue, highY = int.MinValue;
        for (int i = 0; i + 1 < positions.Length; i += 2)
        {
            int x = positions[i], y = positions[i + 1];
            if (x < lowX) lowX = x;
            if (x > highX) highX = x;
            if (y < lowY) lowY = y;
            if (y > highY) highY = y;
        }
        if (highX < minX || lowX > maxX || highY < minY || lowY > maxY) return BoxRelation.Outside;
        return lowX >= minX && highX <= maxX && lowY >= minY && highY <= maxY ? BoxRelation.Inside : BoxRelation.Across;
    }

    /// <summary>Adds the points that lie in the box.</summary>
    public void ClipPoints(ReadOnlySpan<int> points, PooledList<int> into)
    {
        for (int i = 0; i + 1 < points.Length; i += 2)
        {
            if (points[i] < minX || points[i] > maxX || points[i + 1] < minY || points[i + 1] > maxY) continue;
            into.Add(points[i]);
            into.Add(points[i + 1]);
        }
    }

    /// <summary>Adds the pieces of a line that lie in the box; each piece ends with its number of positions, counted from the list's start, in <paramref name="ends"/>.</summary>
    /// <param name="line">The line.</param> <param name="into">Takes the positions.</param> <param name="ends">Takes the ends of the pieces.</param>
    /// <param name="begins">Takes for each piece the number of the line's position at or before its first one; null where nobody asks.</param>
    public void ClipLine(ReadOnlySpan<int> line, PooledList<int> into, PooledList<int> ends, PooledList<int>? begins = null)
    {
        int begin = into.Count, segment = 0;
        for (int i = 2; i + 1 < line.Length; i += 2)
        {
            double x0 = line[i - 2], y0 = line[i - 1], x1 = line[i], y1 = line[i + 1];
            double enter = 0, leave = 1;
            bool inside = Cut(x0 - x1, x0 - minX, ref enter, ref leave) && Cut(x1 - x0, maxX - x0, ref enter, ref leave)
                && Cut(y0 - y1, y0 - minY, ref enter, ref leave) && Cut(y1 - y0, maxY - y0, ref enter, ref leave);
            if (!inside)
            {
                EndLine(into, ends, ref begin, begins, segment);
                continue;
            }
            if (into.Count == begin || enter > 0)
            {
                EndLine(into, ends, ref begin, begins, segment);
                segment = (i / 2) - 1;
                AddAlong(x0, y0, x1, y1, enter, into);
            }
            AddAlong(x0, y0, x1, y1, leave, into);
            if (leave < 1) EndLine(into, ends, ref begin, begins, segment);
        }
        EndLine(into, ends, ref begin, begins, segment);
    }

    /// <summary>
    /// Adds a ring cut to the box (Sutherland and Hodgman, 1974). The first position is repeated neither in what comes in nor in what goes
    /// out. The result may run along the box's sides and touch itself there: good enough to draw and for MVT, not for overlay.
    /// </summary>
    public void ClipRing(ReadOnlySpan<int> ring, PooledList<int> into)
    {
        _first.Clear();
        ClipSide(ring, _first, vertical: true, minX, keepAbove: true);
        _second.Clear();
        ClipSide(_first.Span, _second, vertical: true, maxX, keepAbove: false);
        _first.Clear();
        ClipSide(_second.Span, _first, vertical: false, minY, keepAbove: true);
        ClipSide(_first.Span, into, vertical: false, maxY, keepAbove: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    // Liang and Barsky: the part of the parameter 0 to 1 on the inner side of one border.
    private static bool Cut(double direction, double distance, ref double enter, ref double leave)
    {
        if (direction == 0) return distance >= 0;
        double at = distance / direction;
        if (direction < 0)
        {
            if (at > leave) return false;
            if (at > enter) enter = at;
        }
        else
        {
            if (at < enter) return false;
            if (at < leave) leave = at;
        }
        return true;
    }

    private static void AddAlong(double x0, double y0, double x1, double y1, double at, PooledList<int> into)
    {
        into.Add((int)Math.Round(at == 1 ? x1 : x0 + ((x1 - x0) * at)));
        into.Add((int)Math.Round(at == 1 ? y1 : y0 + ((y1 - y0) * at)));
    }

    private static void EndLine(PooledList<int> into, PooledList<int> ends, ref int begin, PooledList<int>? begins, int segment)
    {
        if (into.Count - begin >= 4)
        {
            ends.Add(into.Count / 2);
            begins?.Add(segment);
        }
        else into.Truncate(begin);
        begin = into.Count;
    }

    private static void ClipSide(ReadOnlySpan<int> ring, PooledList<int> into, bool vertical, int border, bool keepAbove)
    {
        if (ring.Length < 2) return;
        int axis = vertical ? 0 : 1;
        int previous = ring.Length - 2;
        bool previousIn = keepAbove ? ring[previous + axis] >= border : ring[previous + axis] <= border;
        for (int i = 0; i + 1 < ring.Length; i += 2)
        {
            bool isIn = keepAbove ? ring[i + axis] >= border : ring[i + axis] <= border;
            if (isIn != previousIn) AddCrossing(ring, previous, i, axis, border, into);
            if (isIn)
            {
                into.Add(ring[i]);
                into.Add(ring[i + 1]);
            }
            previous = i;
            previousIn = isIn;
        }
    }

    // From the end with the smaller coordinate, so that both directions of a shared border are cut in the same place.
    private static void AddCrossing(ReadOnlySpan<int> ring, int from, int to, int axis, int border, PooledList<int> into)
    {
        if (ring[from + axis] > ring[to + axis]) (from, to) = (to, from);
        double along = ((double)border - ring[from + axis]) / ((double)ring[to + axis] - ring[from + axis]);
        int other = 1 - axis;
        int cut = (int)Math.Round(ring[from + other] + (((double)ring[to + other] - ring[from + other]) * along));
        into.Add(axis == 0 ? border : cut);
        into.Add(axis == 0 ? cut : border);
    }
}
