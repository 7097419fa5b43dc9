namespace GeoServe.SampleCity.Streets;

/// <summary>Finds nodes of a network by place.</summary>
internal sealed class NodeGrid(RoadNetwork network, double cell)
{
    private readonly Dictionary<(int, int), List<int>> _grid = [];

    /// <summary>Lets a node be found.</summary>
    public void Add(int node)
    {
        (int, int) key = Of(network.Xs[node], network.Ys[node]);
        if (!_grid.TryGetValue(key, out List<int>? nodes)) _grid.Add(key, nodes = []);
        nodes.Add(node);
    }

    /// <summary>The node nearest to a place within some cells, among those wanted; -1 for none.</summary>
    public int Nearest(double x, double y, int reach, Func<int, bool>? wanted = null)
    {
        (int column, int row) = Of(x, y);
        int best = -1;
        double least = double.PositiveInfinity;
        for (int r = row - reach; r <= row + reach; r++)
        {
            for (int c = column - reach; c <= column + reach; c++)
            {
                if (!_grid.TryGetValue((c, r), out List<int>? nodes)) continue;
                foreach (int node in nodes)
                {
                    double dx = network.Xs[node] - x, dy = network.Ys[node] - y, distance = dx * dx + dy * dy;
                    if (distance < least && (wanted is null || wanted(node))) (best, least) = (node, distance);
                }
            }
        }
        return best;
    }

    private (int, int) Of(double x, double y) => ((int)Math.Floor(x / cell), (int)Math.Floor(y / cell));
}
