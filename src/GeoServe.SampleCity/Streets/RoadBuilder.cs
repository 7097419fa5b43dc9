using GeoServe.SampleCity.Points;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Streets;

/// <summary>Puts the roads of the city together: routes between towns end at the towns' streets; all hangs together; the number is exact.</summary>
internal sealed class RoadBuilder(City city, Village[] villages)
{
    private const double StreetCell = 160;

    private readonly RoadNetwork _network = new();

    /// <summary>The network with that many roads, and the blocks between its streets.</summary>
    public (RoadNetwork Network, List<Block> Blocks) Build(int count)
    {
        var lattice = new RouteLattice(city, Math.Clamp(250 * Math.Pow(city.Options.Scale, -0.27), 250, 700));
        var planner = new RoutePlanner(city, lattice);
        planner.PlanMotorways();
        planner.PlanTownshipRoads(city.Options.Scale < 0.1 ? 0.7 : 1.25);
        int ways = (int)(0.16 * count);
        var streets = new StreetPlanner(city, _network);
        streets.Plan(Math.Max(count / 4, count - planner.Lines - ways));
        int streetNodes = _network.Xs.Count;
        planner.PlanWays(Places(streetNodes), Math.Max(planner.Lines, count - _network.Edges.Count));

        NodeGrid streetGrid = Grid(0, streetNodes, StreetCell);
        AddRoutes(lattice, planner, streetGrid);
        JoinParts();
        new RoadCounter(_network, city.Options.Seed).SetCount(count);
        return (_network, streets.Blocks);
    }

    // First one place in each town's streets, whose connection is a must, then the villages in any order.
    private IEnumerable<(double, double, string, bool)> Places(int streetNodes)
    {
        var together = new UnionFind(streetNodes);
        foreach (RoadEdge edge in _network.Edges) together.Join(edge.From, edge.To);
        for (int node = 0; node < streetNodes; node++)
        {
            if (together.Find(node) != node) continue;
            string name = city.NearestTownship(_network.Xs[node], _network.Ys[node])?.Seed.Name ?? "环城";
            yield return (_network.Xs[node], _network.Ys[node], name, true);
        }
        Rng rng = Rng.For(city.Options.Seed, RandomStream.Routes, 1);
        int[] order = [.. Enumerable.Range(0, villages.Length)];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int k = rng.NextInt(i + 1);
            (order[i], order[k]) = (order[k], order[i]);
        }
        foreach (int i in order) yield return (villages[i].X, villages[i].Y, Tables.PlaceTables.ShortName(villages[i].Seed.Name), false);
    }

    private NodeGrid Grid(int from, int to, double cell)
    {
        var grid = new NodeGrid(_network, cell);
        for (int node = from; node < to; node++) grid.Add(node);
        return grid;
    }

    // A point of the lattice inside a town's streets is no node of its own: the route ends at the street node nearest to where it
    // comes from. Motorways go through, with slip roads.
    private void AddRoutes(RouteLattice lattice, RoutePlanner planner, NodeGrid streetGrid)
    {
        var nodes = new Dictionary<int, int>();
        var covered = new Dictionary<int, bool>();
        var segments = new List<(int From, int To, RoadClass Class, string Name)>();
        int slips = 0;
        foreach ((int from, int to) in planner.Sides)
        {
            (RoadClass roadClass, string name) = planner.Of((from, to));
            bool through = roadClass <= RoadClass.Trunk;
            bool fromTown = !through && IsCovered(from), toTown = !through && IsCovered(to);
            if (fromTown && toTown) continue;
            int a = fromTown ? StreetNodeTowards(to, from) : NodeOf(from), b = toTown ? StreetNodeTowards(from, to) : NodeOf(to);
            if (a != b) segments.Add((a, b, roadClass, name));
            if (through && IsCovered(from) && slips++ % 3 == 0)
            {
                int street = streetGrid.Nearest(lattice.Xs[from], lattice.Ys[from], 2);
                if (street >= 0) segments.Add((NodeOf(from), street, RoadClass.MotorwayLink, name + "匝道"));
            }
        }
        new ChainMerger(_network).Add(segments);

        bool IsCovered(int point)
        {
            if (covered.TryGetValue(point, out bool known)) return known;
            bool isCovered = streetGrid.Nearest(lattice.Xs[point], lattice.Ys[point], 1) >= 0;
            covered.Add(point, isCovered);
            return isCovered;
        }

        int NodeOf(int point)
        {
            if (!nodes.TryGetValue(point, out int node)) nodes.Add(point, node = _network.AddNode(lattice.Xs[point], lattice.Ys[point]));
            return node;
        }

        int StreetNodeTowards(int outside, int inside)
        {
            int reach = (int)(lattice.Spacing / StreetCell) + 2;
            int nearest = streetGrid.Nearest(lattice.Xs[outside], lattice.Ys[outside], reach);
            return nearest >= 0 ? nearest : streetGrid.Nearest(lattice.Xs[inside], lattice.Ys[inside], reach);
        }
    }

    // Each part that hangs on nothing gets a road from the node of it that comes first to the nearest node of the largest part.
    private void JoinParts()
    {
        var together = new UnionFind(_network.Xs.Count);
        foreach (RoadEdge edge in _network.Edges) together.Join(edge.From, edge.To);
        var sizes = new int[_network.Xs.Count];
        foreach (RoadEdge edge in _network.Edges) sizes[together.Find(edge.From)]++;
        int main = Array.IndexOf(sizes, sizes.Max());
        NodeGrid grid = Grid(0, _network.Xs.Count, 1_000);
        for (int node = 0; node < sizes.Length; node++)
        {
            if (sizes[together.Find(node)] == 0 || together.Find(node) == together.Find(main)) continue;
            int other = -1;
            for (int reach = 2; other < 0 && reach < 2_000; reach *= 4)
                other = grid.Nearest(_network.Xs[node], _network.Ys[node], reach, found => together.Find(found) == together.Find(main));
            if (other < 0) throw new InvalidOperationException("A part of the roads cannot be joined to the rest.");
            _network.Edges.Add(new RoadEdge(node, other, RoadClass.Unclassified, "联络线", []));
            together.Join(node, other);
        }
    }
}
