namespace GeoServe.SampleCity.Streets;

/// <summary>Cheapest ways over the lattice from several places at once (Dijkstra).</summary>
internal sealed class RouteFinder(RouteLattice lattice)
{
    private readonly double[] _costs = new double[lattice.Count];
    private readonly int[] _owners = new int[lattice.Count], _parents = new int[lattice.Count];

    /// <summary>The cost from the nearest start; infinite where none reaches.</summary>
    public double CostAt(int point) => _costs[point];

    /// <summary>Index of the start that is nearest, -1 for none.</summary>
    public int OwnerAt(int point) => _owners[point];

    /// <summary>Finds the ways; stops at a goal, if there is one.</summary>
    /// <param name="starts">Points.</param>
    /// <param name="factor">Multiplies the cost of each side.</param>
    /// <param name="goal">Point, or -1.</param>
    public void Run(IReadOnlyList<int> starts, Func<int, int, double>? factor = null, int goal = -1)
    {
        Array.Fill(_costs, double.PositiveInfinity);
        Array.Fill(_owners, -1);
        Array.Fill(_parents, -1);
        var queue = new PriorityQueue<int, (double, int)>();
        for (int i = 0; i < starts.Count; i++)
        {
            if (starts[i] < 0 || _costs[starts[i]] == 0) continue;
            _costs[starts[i]] = 0;
            _owners[starts[i]] = i;
            queue.Enqueue(starts[i], (0, starts[i]));
        }
        Span<int> neighbours = stackalloc int[6];
        while (queue.TryDequeue(out int point, out (double Cost, int) at))
        {
            if (at.Cost > _costs[point]) continue;
            if (point == goal) return;
            int count = lattice.Neighbours(point, neighbours);
            foreach (int neighbour in neighbours[..count])
            {
                double cost = at.Cost + lattice.Cost(point, neighbour) * (factor?.Invoke(point, neighbour) ?? 1);
                if (cost >= _costs[neighbour]) continue;
                _costs[neighbour] = cost;
                _owners[neighbour] = _owners[point];
                _parents[neighbour] = point;
                queue.Enqueue(neighbour, (cost, neighbour));
            }
        }
    }

    /// <summary>The way from a point back to its start, both included.</summary>
    public IEnumerable<int> WayBack(int point)
    {
        for (; point != -1; point = _parents[point]) yield return point;
    }

    /// <summary>For each two starts whose grounds meet, where their way between is cheapest; cheapest first.</summary>
    public List<(double Cost, int From, int To)> Meetings()
    {
        var best = new Dictionary<(int, int), (double Cost, int From, int To)>();
        Span<int> neighbours = stackalloc int[6];
        for (int point = 0; point < lattice.Count; point++)
        {
            if (_owners[point] < 0) continue;
            int count = lattice.Neighbours(point, neighbours);
            foreach (int other in neighbours[..count])
            {
                if (_owners[other] <= _owners[point]) continue;
                double cost = _costs[point] + _costs[other] + lattice.Cost(point, other);
                (int, int) pair = (_owners[point], _owners[other]);
                if (!best.TryGetValue(pair, out (double Cost, int, int) known) || cost < known.Cost) best[pair] = (cost, point, other);
            }
        }
        return [.. best.Values.Order()];
    }
}
