using System.Runtime.CompilerServices;

namespace GeoServe.Core.Geometries;

/// <summary>
/// Visvalingam and Whyatt's line generalisation (1993), worked out once for all scales: each position of a line gets its effective area, the
/// area that leaving it out would cost when its turn comes. Keeping those of at least some area gives the line for that tolerance. Areas
/// grow along the order of leaving out, so that what a tolerance keeps, every finer one keeps too. n log n.
/// </summary>
/// <remarks>
/// A line and its reverse give the same numbers, position by position: of equal areas the position with the smaller x, then y goes first,
/// never the one that comes first (a line that passes a position twice excepted). Allocates nothing once its lists have grown. Not safe for concurrent use.
/// </remarks>
public sealed class LineSimplifier : IDisposable
{
    private const int Large = 1 << 18;      // beyond so many positions the room is given back at the end

    private readonly PooledList<int> _heap = new(64);       // positions, the next to go on top
    private readonly PooledList<Node> _nodes = new(64);

    private struct Node
    {
        public double Area;
        public int X, Y, Before, After, Place;
    }

    /// <summary>The effective area of each position of an open line, in square units; positive infinity at both ends, which are always kept.</summary>
    /// <param name="line">x, y, x, y.</param> <param name="areas">Takes one number for each position.</param>
    public void MeasureLine(ReadOnlySpan<int> line, Span<double> areas)
    {
        int count = line.Length / 2;
        if (count == 0) return;
        areas[0] = areas[count - 1] = double.PositiveInfinity;
        if (count > 2) Measure(line, 0, count, 0, areas);
    }

    /// <summary>
    /// The effective area of each position of a closed ring without nodes. Always kept are, whatever the ring's direction and first position, its
    /// lexicographically smallest position and the one farthest from that (of several, the smallest).
    /// </summary>
    /// <param name="ring">x, y, x, y, the first position not repeated.</param> <param name="areas">Takes one number for each position.</param>
    public void MeasureRing(ReadOnlySpan<int> ring, Span<double> areas)
    {
        int count = ring.Length / 2;
        if (count < 4)
        {
            areas[..count].Fill(double.PositiveInfinity);
            return;
        }
        int smallest = 0;
        for (int i = 1; i < count; i++) if (IsLess(ring, i, smallest)) smallest = i;
        int farthest = smallest;
        double distance = 0;
        for (int i = 0; i < count; i++)
        {
            double across = (double)ring[i * 2] - ring[smallest * 2], down = (double)ring[(i * 2) + 1] - ring[(smallest * 2) + 1];
            double square = (across * across) + (down * down);
            if (square < distance || (square == distance && !IsLess(ring, i, farthest))) continue;
            (farthest, distance) = (i, square);
        }
        areas[smallest] = areas[farthest] = double.PositiveInfinity;
        MeasureArc(ring, smallest, farthest, areas);
        MeasureArc(ring, farthest, smallest, areas);
    }

    /// <summary>The effective areas on the arc of a ring from one position to another, both kept; the same one is the whole way round.</summary>
    internal void MeasureArc(ReadOnlySpan<int> ring, int from, int to, Span<double> areas)
    {
        int count = ring.Length / 2, length = to - from;
        if (length <= 0) length += count;
        areas[from] = areas[to] = double.PositiveInfinity;
        if (length > 1) Measure(ring, from, length + 1, from, areas);
    }

    /// <summary>Adds the positions of at least so large an area.</summary>
    /// <param name="line">x, y, x, y.</param> <param name="areas">One for each position, as measured.</param>
    /// <param name="minimumArea">In square units; 0 keeps all.</param> <param name="into">Takes the positions.</param>
    public static void Keep(ReadOnlySpan<int> line, ReadOnlySpan<double> areas, double minimumArea, PooledList<int> into)
    {
        int begin = into.Count, count = 0;
        Span<int> room = into.Reserve(line.Length);
        for (int i = 0; i < line.Length / 2; i++)
        {
            if (areas[i] < minimumArea) continue;
            room[count] = line[i * 2];
            room[count + 1] = line[(i * 2) + 1];
            count += 2;
        }
        into.Truncate(begin + count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _heap.Dispose();
        _nodes.Dispose();
    }

    // The line of so many positions that begins at one and goes on round the end of the array; its ends have got their numbers already.
    private void Measure(ReadOnlySpan<int> positions, int from, int count, int first, Span<double> areas)
    {
        int all = positions.Length / 2;
        _nodes.Clear();
        Span<Node> nodes = _nodes.Reserve(count);
        for (int i = 0, at = from; i < count; i++, at = at + 1 == all ? 0 : at + 1)
        {
            nodes[i] = new Node { X = positions[at * 2], Y = positions[(at * 2) + 1], Before = i - 1, After = i + 1, Place = -1 };
        }
        int size = count - 2;
        _heap.Clear();
        Span<int> heap = _heap.Reserve(size);
        for (int i = 0; i < size; i++)
        {
            nodes[i + 1].Area = Area(nodes, i, i + 1, i + 2);
            (heap[i], nodes[i + 1].Place) = (i + 1, i);
        }
        for (int i = (size / 2) - 1; i >= 0; i--) Sink(heap, nodes, i, size);
        double last = 0;
        while (size > 0)
        {
            int gone = heap[0];
            ref Node node = ref nodes[gone];
            last = Math.Max(last, node.Area);
            int at = first + gone;
            areas[at >= all ? at - all : at] = last;
            size--;
            if (size > 0)
            {
                (heap[0], nodes[heap[size]].Place) = (heap[size], 0);
                Sink(heap, nodes, 0, size);
            }
            nodes[node.Before].After = node.After;
            nodes[node.After].Before = node.Before;
            Renew(heap, nodes, node.Before, size, count);
            Renew(heap, nodes, node.After, size, count);
        }
        if (count > Large) Dispose();
    }

    private static void Renew(Span<int> heap, Span<Node> nodes, int index, int size, int count)
    {
        if (index == 0 || index == count - 1) return;
        ref Node node = ref nodes[index];
        double area = Area(nodes, node.Before, index, node.After);
        bool rises = area < node.Area;
        node.Area = area;
        if (rises) Rise(heap, nodes, node.Place);
        else Sink(heap, nodes, node.Place, size);
    }

    // Exact differences; twice rounded products: the same for both directions of a line, since only the sign of the sum changes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Area(Span<Node> nodes, int before, int index, int after)
    {
        ref Node a = ref nodes[before], b = ref nodes[index], c = ref nodes[after];
        double ux = (long)a.X - b.X, uy = (long)a.Y - b.Y, vx = (long)c.X - b.X, vy = (long)c.Y - b.Y;
        return Math.Abs((ux * vy) - (uy * vx)) / 2;
    }

    private static void Rise(Span<int> heap, Span<Node> nodes, int place)
    {
        int item = heap[place];
        while (place > 0)
        {
            int up = (place - 1) / 2;
            if (!GoesFirst(nodes, item, heap[up])) break;
            (heap[place], nodes[heap[up]].Place) = (heap[up], place);
            place = up;
        }
        (heap[place], nodes[item].Place) = (item, place);
    }

    private static void Sink(Span<int> heap, Span<Node> nodes, int place, int size)
    {
        int item = heap[place];
        while ((place * 2) + 1 < size)
        {
            int down = (place * 2) + 1;
            if (down + 1 < size && GoesFirst(nodes, heap[down + 1], heap[down])) down++;
            if (!GoesFirst(nodes, heap[down], item)) break;
            (heap[place], nodes[heap[down]].Place) = (heap[down], place);
            place = down;
        }
        (heap[place], nodes[item].Place) = (item, place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool GoesFirst(Span<Node> nodes, int a, int b)
    {
        ref Node first = ref nodes[a], second = ref nodes[b];
        if (first.Area != second.Area) return first.Area < second.Area;
        return first.X != second.X ? first.X < second.X : first.Y < second.Y;
    }

    private static bool IsLess(ReadOnlySpan<int> ring, int a, int b) =>
        ring[a * 2] != ring[b * 2] ? ring[a * 2] < ring[b * 2] : ring[(a * 2) + 1] < ring[(b * 2) + 1];
}
