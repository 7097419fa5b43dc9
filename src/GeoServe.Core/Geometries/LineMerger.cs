namespace GeoServe.Core.Geometries;

/// <summary>
/// Joins lines to longer ones where exactly two ends meet, and nothing else ends there. The caller gives lines that may be joined (equal key,
/// one block of tiles) together. Which positions belong together, and in which order, does not depend on the order of the input or the direction
/// of its lines; a line that could be written either way runs as most of its positions ran, or else from its smaller end.
/// </summary>
/// <remarks>Merged lines come in the order of the first line in each. Allocates nothing once its lists have grown. Not safe for concurrent use.</remarks>
public sealed class LineMerger : IDisposable
{
    private readonly PooledList<ulong> _keys = new(64);
    private readonly PooledList<int> _ends = new(64);       // line * 2, + 1 for its far end; sorted by position
    private readonly PooledList<int> _mates = new(64);      // for each end the end that it is joined to; -1 for none
    private readonly PooledList<bool> _used = new(64);

    /// <summary>Adds the merged lines.</summary>
    /// <param name="positions">x, y, x, y of all lines.</param> <param name="ends">For each line the number of positions up to its end.</param>
    /// <param name="keepDirection">Joins only an end to a beginning, so that all stays in its direction; else also beginnings and ends among themselves.</param>
    /// <param name="into">Takes the positions.</param> <param name="intoEnds">Takes for each line the number of positions up to its end, from the list's start.</param>
    public void Merge(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, bool keepDirection, PooledList<int> into, PooledList<int> intoEnds)
    {
        Pair(positions, ends, keepDirection);
        _used.Clear();
        _used.Reserve(ends.Length).Clear();
        for (int line = 0; line < ends.Length; line++)
        {
            if (_used[line] || Line(positions, ends, line).Length == 0) continue;
            int begin = into.Count;
            long forward = Follow(positions, ends, First(positions, ends, line), into);
            Span<int> merged = into.Span[begin..];
            bool closed = merged.Length >= 6 && merged[0] == merged[^2] && merged[1] == merged[^1];
            if (forward < 0 || (forward == 0 && !closed && IsLess(merged, merged.Length - 2, 0))
                || (forward == 0 && closed && IsLess(merged, merged.Length - 4, 2)))
            {
                Turn(merged);
            }
            intoEnds.Add(into.Count / 2);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keys.Dispose();
        _ends.Dispose();
        _mates.Dispose();
        _used.Dispose();
    }

    private static ReadOnlySpan<int> Line(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, int line) =>
        positions[((line == 0 ? 0 : ends[line - 1]) * 2)..(ends[line] * 2)];

    private void Pair(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, bool keepDirection)
    {
        _keys.Clear();
        _ends.Clear();
        _mates.Clear();
        _mates.Reserve(ends.Length * 2).Fill(-1);
        for (int line = 0; line < ends.Length; line++)
        {
            ReadOnlySpan<int> one = Line(positions, ends, line);
            if (one.Length == 0) continue;
            _keys.Add(Key(one[0], one[1]));
            _ends.Add(line * 2);
            _keys.Add(Key(one[^2], one[^1]));
            _ends.Add((line * 2) + 1);
        }
        Span<ulong> keys = _keys.Span;
        Span<int> all = _ends.Span;
        keys.Sort(all);
        for (int i = 0; i < keys.Length;)
        {
            int end = i + 1;
            while (end < keys.Length && keys[end] == keys[i]) end++;
            if (end - i == 2 && all[i] >> 1 != all[i + 1] >> 1 && (!keepDirection || (all[i] & 1) != (all[i + 1] & 1)))
            {
                (_mates[all[i]], _mates[all[i + 1]]) = (all[i + 1], all[i]);
            }
            i = end;
        }
    }

    // The end to begin at: free, or, where lines form a circle, the smallest position where two of them meet.
    private int First(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, int line)
    {
        int at = line * 2, smallest = at;
        ulong least = KeyOf(positions, ends, at);
        while (_mates[at] is int mate and >= 0)
        {
            at = mate ^ 1;
            if (at == line * 2) return smallest;
            ulong key = KeyOf(positions, ends, at);
            if (key < least) (least, smallest) = (key, at);
        }
        return at;
    }

    // From one end on; gives how many more positions went with their line's direction than against it.
    private long Follow(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, int at, PooledList<int> into)
    {
        long forward = 0;
        while (true)
        {
            int line = at >> 1;
            ReadOnlySpan<int> one = Line(positions, ends, line);
            bool with = (at & 1) == 0;
            _used[line] = true;
            forward += with ? one.Length : -one.Length;
            Span<int> room = into.Reserve(one.Length);
            one.CopyTo(room);
            if (!with) Turn(room);
            int mate = _mates[at ^ 1];
            if (mate < 0 || _used[mate >> 1]) return forward;
            into.Truncate(into.Count - 2);      // the position where they meet comes again
            at = mate;
        }
    }

    private static ulong KeyOf(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, int end)
    {
        ReadOnlySpan<int> line = Line(positions, ends, end >> 1);
        return (end & 1) == 0 ? Key(line[0], line[1]) : Key(line[^2], line[^1]);
    }

    private static ulong Key(int x, int y) => ((ulong)((uint)x ^ 0x8000_0000) << 32) | ((uint)y ^ 0x8000_0000);

    private static bool IsLess(ReadOnlySpan<int> line, int a, int b) => Key(line[a], line[a + 1]) < Key(line[b], line[b + 1]);

    private static void Turn(Span<int> line)
    {
        for (int i = 0, j = line.Length - 2; i < j; i += 2, j -= 2)
        {
            (line[i], line[j]) = (line[j], line[i]);
            (line[i + 1], line[j + 1]) = (line[j + 1], line[i + 1]);
        }
    }
}
