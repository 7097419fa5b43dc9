using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Indexing.Building;

/// <summary>Boxes around runs of 16 entries, of 16 runs, and so on: a packed R-tree over entries in Hilbert order (Kamel and Faloutsos, 1993).</summary>
internal sealed class PackedTree
{
    private readonly List<GridBox> _runs = [];      // a byte an entry
    private GridBox _open = GridBox.Empty;
    private int _inRun;

    /// <summary>Adds the box of the next entry.</summary>
    public void Add(in GridBox box)
    {
        _open = _open.Union(box);
        if (++_inRun == IndexFormat.NodeSize) CloseRun();
    }

    /// <summary>Writes the boxes, the lowest first; nothing may be added any more.</summary>
    public ImmutableArray<Section> Write(IndexFileWriter writer)
    {
        if (_inRun > 0) CloseRun();
        ImmutableArray<Section>.Builder sections = ImmutableArray.CreateBuilder<Section>();
        for (List<GridBox> boxes = _runs; boxes.Count > 1; boxes = Above(boxes)) sections.Add(writer.Write<GridBox>(CollectionsMarshal.AsSpan(boxes)));
        return sections.ToImmutable();
    }

    private void CloseRun()
    {
        _runs.Add(_open);
        (_open, _inRun) = (GridBox.Empty, 0);
    }

    private static List<GridBox> Above(List<GridBox> boxes)
    {
        var above = new List<GridBox>((boxes.Count / IndexFormat.NodeSize) + 1);
        for (int i = 0; i < boxes.Count; i++)
        {
            if (i % IndexFormat.NodeSize == 0) above.Add(boxes[i]);
            else above[^1] = above[^1].Union(boxes[i]);
        }
        return above;
    }
}
