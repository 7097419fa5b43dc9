using System.Buffers.Binary;
using System.Collections.Immutable;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.FlatGeobuf;

/// <summary>
/// The packed Hilbert R-tree of a FlatGeobuf, read from the file as it is needed: nodes of 40 bytes (a box of four doubles, and the first child's place or the feature's
/// offset), level by level from the root. Leaves stand in the order of the features. Immutable; safe for concurrent calls.
/// </summary>
internal sealed class FlatGeobufIndex : IFileRows
{
    private const int NodeBytes = 40;

    private static readonly Box Nowhere = new(0, 0, 0, 0);

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly long _start;
    private readonly long _features;
    private readonly int _nodeSize;
    private readonly ImmutableArray<(long First, long End)> _levels;     // leaves first

    /// <param name="file">The file.</param>
    /// <param name="path">Its path.</param>
    /// <param name="header">Its head, which says that there is an index.</param>
    public FlatGeobufIndex(SafeFileHandle file, string path, FlatGeobufHeader header)
    {
        (_file, _path, _start, _nodeSize, Count) = (file, path, header.Bytes, header.NodeSize, header.Count);
        long length = RandomAccess.GetLength(file);
        if (header.Count > length / NodeBytes) throw new SourceFaultException($"'{path}' is cut off or damaged: it counts {header.Count} features, more than it has room for.");
        var sizes = new List<long> { header.Count };
        // A single feature has a root above it all the same (packedrtree.cpp, generateLevelBounds).
        do sizes.Add((sizes[^1] + _nodeSize - 1) / _nodeSize);
        while (sizes[^1] > 1);
        long nodes = sizes.Sum(), end = nodes;
        var levels = ImmutableArray.CreateBuilder<(long, long)>();
        foreach (long size in sizes)
        {
            levels.Add((end - size, end));
            end -= size;
        }
        _levels = levels.ToImmutable();
        _features = _start + (nodes * NodeBytes);
        if (_features > length) throw new SourceFaultException($"'{path}' is cut off: it counts {header.Count} features, and ends in the middle of its index.");
    }

    /// <inheritdoc/>
    public long Count { get; }

    /// <summary>The box of the root: that around all features.</summary>
    public Box Extent
    {
        get
        {
            Span<byte> node = stackalloc byte[NodeBytes];
            ReadNodes(0, node);
            return BoxOf(node);
        }
    }

    /// <inheritdoc/>
    public RowPlace At(long index)
    {
        Span<byte> node = stackalloc byte[NodeBytes];
        ReadNodes(_levels[0].First + index, node);
        return new RowPlace(index + 1, OffsetOf(node), 0);
    }

    /// <inheritdoc/>
    public void Find(in Box box, PooledList<RowCandidate> found)
    {
        Span<byte> nodes = new byte[NodeBytes * _nodeSize];
        var open = new Stack<(long Node, int Level)>();
        open.Push((0, _levels.Length - 1));
        while (open.TryPop(out (long Node, int Level) at))
        {
            (long first, long end) = _levels[at.Level];
            if (at.Node < first || at.Node >= end) throw Damaged();
            int count = (int)Math.Min(_nodeSize, end - at.Node);
            ReadNodes(at.Node, nodes[..(count * NodeBytes)]);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> node = nodes.Slice(i * NodeBytes, NodeBytes);
                Box nodeBox = BoxOf(node);
                if (!nodeBox.Intersects(box)) continue;
                if (at.Level == 0) found.Add(new RowCandidate(at.Node + i - first, IsSure: nodeBox != Nowhere));     // zeros may stand for a feature without geometry
                else open.Push((BinaryPrimitives.ReadInt64LittleEndian(node[32..]), at.Level - 1));
            }
        }
        found.Span.Sort(static (one, other) => one.Index.CompareTo(other.Index));
    }

    private long OffsetOf(ReadOnlySpan<byte> node) => BinaryPrimitives.ReadInt64LittleEndian(node[32..]) is >= 0 and long offset && offset <= long.MaxValue - _features ? _features + offset : throw Damaged();

    private void ReadNodes(long node, Span<byte> into)
    {
        int read = RandomAccess.Read(_file, into, _start + (node * NodeBytes));
        if (read < into.Length) throw new SourceUnavailableException($"File '{_path}' became shorter while it was read.");
    }

    private SourceFaultException Damaged() => new($"The index of '{_path}' is damaged; write the file anew.");

    private static Box BoxOf(ReadOnlySpan<byte> node) => new(
        BinaryPrimitives.ReadDoubleLittleEndian(node), BinaryPrimitives.ReadDoubleLittleEndian(node[8..]),
        BinaryPrimitives.ReadDoubleLittleEndian(node[16..]), BinaryPrimitives.ReadDoubleLittleEndian(node[24..]));
}
