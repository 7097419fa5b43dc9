using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Meshes;

/// <summary>
/// Cuts the drainage of a district into catchments: always the largest one, where about half of its area flows together. Catchments
/// are connected, their borders run along the ridges, and the small ones that come of going on lie each within one of the large.
/// </summary>
internal sealed class TreePartition
{
    private readonly int[] _parents, _labels;
    private readonly float[] _areas;
    private readonly double[] _below;
    private readonly List<int[]> _pieces = [];
    private readonly PriorityQueue<int, (double, int)> _largest = new();
    private Rng _rng;

    /// <summary>Begins with each part of the district whole.</summary>
    public TreePartition(DistrictMesh mesh, DrainageTree drainage, Rng rng)
    {
        (_parents, _areas, _rng) = (drainage.Parents, mesh.NodeAreas, rng);
        _labels = new int[mesh.Count];
        _below = new double[mesh.Count];
        var parts = new List<List<int>>();
        foreach (int node in drainage.Order)
        {
            if (_parents[node] == -1)
            {
                _labels[node] = parts.Count;
                parts.Add([]);
            }
            else
            {
                _labels[node] = _labels[_parents[node]];
            }
            parts[_labels[node]].Add(node);
        }
        foreach (List<int> part in parts) Keep([.. part], _pieces.Count);
    }

    /// <summary>How many catchments there are now.</summary>
    public int Count => _pieces.Count;

    /// <summary>The catchment of each node now; a copy.</summary>
    public int[] Labels() => [.. _labels];

    /// <summary>Cuts until there are so many, or none can be cut.</summary>
    public void CutTo(int count)
    {
        while (_pieces.Count < count && _largest.TryDequeue(out int piece, out _)) Cut(piece);
    }

    private void Cut(int piece)
    {
        int[] nodes = _pieces[piece];
        double whole = 0;
        foreach (int node in nodes)
        {
            _below[node] = _areas[node];
            whole += _areas[node];
        }
        int best = -1;
        double closest = double.PositiveInfinity;
        for (int i = nodes.Length - 1; i > 0; i--)
        {
            int node = nodes[i];
            double off = Math.Abs(_below[node] - whole / 2);
            if (off < closest) (best, closest) = (node, off);
            _below[_parents[node]] += _below[node];
        }
        int label = _pieces.Count;
        _labels[best] = label;
        List<int> upper = [], lower = [];
        foreach (int node in nodes)
        {
            if (node != nodes[0] && _labels[_parents[node]] == label) _labels[node] = label;
            (_labels[node] == label ? upper : lower).Add(node);
        }
        Keep([.. lower], piece);
        Keep([.. upper], label);
    }

    private void Keep(int[] nodes, int label)
    {
        if (label == _pieces.Count) _pieces.Add(nodes);
        else _pieces[label] = nodes;
        if (nodes.Length < 4) return;
        double area = 0;
        foreach (int node in nodes) area += _areas[node];
        _largest.Enqueue(label, (-area * _rng.Between(0.55, 1.6), label));
    }
}
