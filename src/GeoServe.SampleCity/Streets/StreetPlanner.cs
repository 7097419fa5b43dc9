using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Streets;

/// <summary>Lays out the streets of the towns: as many blocks as the number of roads allows, the most urban ones of the largest towns first.</summary>
internal sealed class StreetPlanner(City city, RoadNetwork network)
{
    private const double LeastUrban = 0.3, Dropped = 0.14;

    private readonly Dictionary<(int Grid, int Column, int Row), int> _corners = [];

    /// <summary>The blocks that were laid out.</summary>
    public List<Block> Blocks { get; } = [];

    /// <summary>Adds streets with about so many edges to the network; each town's streets hang together.</summary>
    public void Plan(int edges)
    {
        List<Candidate> chosen = Choose(edges);
        var sides = new Dictionary<(int, int), (RoadClass Class, string Name)>();
        var order = new List<(int, int)>();
        foreach (Candidate c in chosen)
        {
            StreetGrid grid = c.Grid;
            int a = Corner(grid, c.Column, c.Row), b = Corner(grid, c.Column + 1, c.Row);
            int d = Corner(grid, c.Column, c.Row + 1), e = Corner(grid, c.Column + 1, c.Row + 1);
            Blocks.Add(new Block(a, b, e, d, c.Urban, c.Township.Index));
            AddSide(a, b, grid, c.Row, column: false, c.Township);
            AddSide(d, e, grid, c.Row + 1, column: false, c.Township);
            AddSide(a, d, grid, c.Column, column: true, c.Township);
            AddSide(b, e, grid, c.Column + 1, column: true, c.Township);
        }
        Keep();

        void AddSide(int from, int to, StreetGrid grid, int line, bool column, Township township)
        {
            if (sides.ContainsKey((from, to))) return;
            RoadClass roadClass = StreetGrid.ClassOf(line, column ? StreetGrid.EachColumn : StreetGrid.EachRow);
            sides.Add((from, to), (roadClass, StreetNames.Of(grid.LineHash(line, column), roadClass, township)));
            order.Add((from, to));
        }

        // Some residential sides are left out, so that blocks differ; not one that holds a town's streets together.
        void Keep()
        {
            var together = new UnionFind(network.Xs.Count);
            Rng rng = Rng.For(city.Options.Seed, RandomStream.Streets, -1);
            var left = new List<(int, int)>();
            foreach ((int From, int To) side in order)
            {
                if (sides[side].Class == RoadClass.Residential && rng.Chance(Dropped)) left.Add(side);
                else Add(side, together);
            }
            foreach ((int From, int To) side in left)
            {
                if (together.Find(side.From) != together.Find(side.To)) Add(side, together);
            }
        }

        void Add((int From, int To) side, UnionFind together)
        {
            together.Join(side.From, side.To);
            network.Edges.Add(new RoadEdge(side.From, side.To, sides[side].Class, sides[side].Name, [], InGrid: true));
        }
    }

    private List<Candidate> Choose(int edges)
    {
        Candidate[][] all = new Candidate[Grids.Count][];
        Parallel.For(0, all.Length, g => all[g] = [.. Candidates(Grids[g])]);
        Candidate[] sorted = [.. all.SelectMany(list => list).OrderByDescending(candidate => candidate.Priority)
            .ThenBy(candidate => candidate.Grid.Number).ThenBy(candidate => candidate.Row).ThenBy(candidate => candidate.Column)];
        var corners = new HashSet<(int, int, int, bool)>();
        var chosen = new List<Candidate>();
        foreach (Candidate c in sorted)
        {
            if (corners.Count * (1 - 0.6 * Dropped) >= edges) break;
            chosen.Add(c);
            int grid = c.Grid.Number;
            corners.Add((grid, c.Column, c.Row, false));
            corners.Add((grid, c.Column, c.Row + 1, false));
            corners.Add((grid, c.Column, c.Row, true));
            corners.Add((grid, c.Column + 1, c.Row, true));
        }
        return chosen;
    }

    private List<StreetGrid> Grids => field ??= AllGrids();

    private List<StreetGrid> AllGrids()
    {
        var grids = new List<StreetGrid>();
        foreach (IGrouping<int, Township> district in city.Townships.GroupBy(township => township.District))
        {
            Rng rng = Rng.For(city.Options.Seed, RandomStream.Streets, 100_000 + district.Key);
            Township[] streets = [.. district.Where(township => township.IsStreet)];
            if (streets.Length > 0) grids.Add(new StreetGrid(grids.Count, streets[0], streets, rng.Between(-0.6, 0.6), city.Options.Seed));
            foreach (Township town in district.Where(township => !township.IsStreet))
                grids.Add(new StreetGrid(grids.Count, town, [town], rng.Between(-0.8, 0.8), city.Options.Seed));
        }
        return grids;
    }

    private IEnumerable<Candidate> Candidates(StreetGrid grid)
    {
        var seen = new HashSet<(int, int)>();
        var corners = new Dictionary<(int, int), bool>();
        var members = new HashSet<Township>(grid.Townships);
        foreach (Township township in grid.Townships)
        {
            foreach ((int column, int row) in grid.BlocksAround(township))
            {
                if (!seen.Add((column, row))) continue;
                if (!Fits(column, row) || !Fits(column + 1, row) || !Fits(column, row + 1) || !Fits(column + 1, row + 1)) continue;
                if (!grid.IsWellShaped(column, row)) continue;
                (double ax, double ay) = grid.CornerAt(column, row);
                (double bx, double by) = grid.CornerAt(column + 1, row + 1);
                double x = (ax + bx) / 2, y = (ay + by) / 2, urban = city.UrbanField.At(x, y);
                if (urban < LeastUrban || LandUse.IsPark(x, y, city.Options.Seed) || city.UrbanField.OwnerOf(x, y) is not { } owner || !members.Contains(owner)) continue;
                yield return new Candidate(grid, column, row, (float)Math.Min(1, urban), owner,
                    Priority(x, y, Math.Min(1, urban), owner));
            }
        }

        bool Fits(int column, int row)
        {
            if (corners.TryGetValue((column, row), out bool known)) return known;
            (double x, double y) = grid.CornerAt(column, row);
            bool fits = city.UrbanField.OwnerOf(x, y) is { } owner && members.Contains(owner) && city.UrbanField.At(x, y) > 0.12
                && city.IsInside(x, y);
            corners.Add((column, row), fits);
            return fits;
        }
    }

    // The middle of the main city before all, then towns by their size: a small city is a whole one around its middle, not all towns thinned out.
    private static float Priority(double x, double y, double urban, Township owner)
    {
        double dx = x - Plane.X(106.556), dy = y - Plane.Y(29.556), middle = Math.Exp(-(dx * dx + dy * dy) / (5_000.0 * 5_000));
        return (float)(urban * (0.5 + Math.Min(2_200, owner.Radius) / 2_000) + 2.2 * middle);
    }

    private int Corner(StreetGrid grid, int column, int row)
    {
        if (_corners.TryGetValue((grid.Number, column, row), out int node)) return node;
        (double x, double y) = grid.CornerAt(column, row);
        node = network.AddNode(x, y);
        _corners.Add((grid.Number, column, row), node);
        return node;
    }

    private readonly record struct Candidate(StreetGrid Grid, int Column, int Row, float Urban, Township Township, float Priority);
}
