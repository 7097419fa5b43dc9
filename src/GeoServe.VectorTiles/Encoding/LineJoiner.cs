using System.IO.Hashing;
using System.Runtime.InteropServices;
using GeoServe.Core.Geometries;

namespace GeoServe.VectorTiles.Encoding;

/// <summary>
/// Gathers the lines of a layer by their tags, and joins those of one group where the end of one is the beginning of another and nothing else of the
/// group ends there, so that no direction is lost. Allocates nothing once its lists have grown. Not safe for concurrent use.
/// </summary>
internal sealed class LineJoiner
{
    private readonly PooledList<int> _coordinates = new(4096);
    private readonly PooledList<int> _ends = new(1024);
    private readonly PooledList<int> _groupOf = new(1024);          // of each line
    private readonly PooledList<uint> _tags = new(256);
    private readonly PooledList<int> _tagEnds = new(64);            // of each group
    private readonly Dictionary<ulong, int> _groups = [];
    private readonly PooledList<int> _lines = new(1024);            // sorted by group, else in their order
    private readonly PooledList<int> _firsts = new(64);             // where each group's lines begin among them
    private readonly PooledList<int> _atHand = new(4096);
    private readonly PooledList<int> _atHandEnds = new(256);
    private readonly PooledList<int> _joined = new(4096);
    private readonly PooledList<int> _joinedEnds = new(256);
    private readonly LineMerger _merger = new();

    /// <summary>How many groups there are, in the order of their first lines.</summary>
    public int Groups => _tagEnds.Count;

    /// <summary>x, y, x, y of the group that was joined last.</summary>
    public ReadOnlySpan<int> Coordinates => _joined.Span;

    /// <summary>For each of its lines the number of positions up to its end.</summary>
    public ReadOnlySpan<int> PartEnds => _joinedEnds.Span;

    /// <summary>Begins a layer.</summary>
    public void Begin()
    {
        foreach (PooledList<int> list in (ReadOnlySpan<PooledList<int>>)[_coordinates, _ends, _groupOf, _tagEnds, _lines, _firsts]) list.Clear();
        _tags.Clear();
        _groups.Clear();
    }

    /// <summary>Adds the lines of one feature.</summary>
    /// <param name="tags">Its tags.</param> <param name="coordinates">x, y, x, y.</param> <param name="ends">For each line the number of positions up to its end.</param>
    public void Add(ReadOnlySpan<uint> tags, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> ends)
    {
        int group = GroupOf(tags), begin = _coordinates.Count / 2;
        _coordinates.AddRange(coordinates);
        foreach (int end in ends)
        {
            _ends.Add(begin + end);
            _groupOf.Add(group);
        }
    }

    /// <summary>Sorts the lines by their groups: to be called before <see cref="Join"/>.</summary>
    public void Finish()
    {
        Span<int> firsts = _firsts.Reserve(Groups + 1);
        firsts.Clear();
        foreach (int group in _groupOf.Span) firsts[group + 1]++;
        for (int group = 1; group <= Groups; group++) firsts[group] += firsts[group - 1];
        Span<int> lines = _lines.Reserve(_groupOf.Count);
        for (int line = 0; line < lines.Length; line++) lines[firsts[_groupOf[line]]++] = line;
        // Each has moved to where the next began.
        firsts[..Groups].CopyTo(firsts[1..]);
        firsts[0] = 0;
    }

    /// <summary>Joins the lines of a group.</summary>
    public void Join(int group)
    {
        foreach (PooledList<int> list in (ReadOnlySpan<PooledList<int>>)[_atHand, _atHandEnds, _joined, _joinedEnds]) list.Clear();
        foreach (int line in _lines.Span[_firsts[group].._firsts[group + 1]])
        {
            int begin = line == 0 ? 0 : _ends[line - 1];
            _atHand.AddRange(_coordinates.Span[(begin * 2)..(_ends[line] * 2)]);
            _atHandEnds.Add(_atHand.Count / 2);
        }
        _merger.Merge(_atHand.Span, _atHandEnds.Span, keepDirection: true, _joined, _joinedEnds);
    }

    /// <summary>The tags that the lines of a group have alike.</summary>
    public ReadOnlySpan<uint> TagsOf(int group) => _tags.Span[(group == 0 ? 0 : _tagEnds[group - 1]).._tagEnds[group]];

    private int GroupOf(ReadOnlySpan<uint> tags)
    {
        ulong hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(tags));
        while (true)
        {
            ref int group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, hash, out bool isKnown);
            if (!isKnown)
            {
                group = Groups;
                _tags.AddRange(tags);
                _tagEnds.Add(_tags.Count);
                return group;
            }
            if (TagsOf(group).SequenceEqual(tags)) return group;
            hash++;
        }
    }
}
