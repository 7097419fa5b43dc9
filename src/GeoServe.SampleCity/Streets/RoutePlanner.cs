using GeoServe.SampleCity.Areas;

namespace GeoServe.SampleCity.Streets;

/// <summary>
/// Plans the roads between towns on the lattice: motorways between the seats of districts and around the main city, roads between
/// townships, and ways from villages to the next road. The result hangs together.
/// </summary>
internal sealed class RoutePlanner(City city, RouteLattice lattice)
{
    private readonly RouteFinder _finder = new(lattice);
    private readonly Dictionary<(int, int), (RoadClass Class, string Name)> _sides = [];
    private readonly Dictionary<int, int> _degrees = [];

    /// <summary>Sides of the lattice that are roads, in the order they were planned.</summary>
    public List<(int From, int To)> Sides { get; } = [];

    /// <summary>Class and name of a planned side.</summary>
    public (RoadClass Class, string Name) Of((int, int) side) => _sides[side];

    /// <summary>About how many lines there will be: chains of sides between points that are no mere bends.</summary>
    public int Lines => (_degrees.Values.Where(degree => degree != 2).Sum() + 1) / 2;

    /// <summary>Motorways between neighbouring seats of districts, and two rings around the main city.</summary>
    public void PlanMotorways()
    {
        int[] seats = [.. city.Townships.GroupBy(township => township.District).Select(group => lattice.PointNear(group.First().X, group.First().Y))];
        _finder.Run(seats);
        Connect(_finder.Meetings(), seats.Length, extra: 1.15, (a, b) =>
            (RoadClass.Motorway, StreetNames.Between(city.Seed.Districts[a].Name, city.Seed.Districts[b].Name, RoadClass.Motorway)));
        Ring(6_800, 9, RoadClass.Trunk, "内环快速路");
        Ring(20_000, 14, RoadClass.Motorway, "绕城高速");
    }

    /// <summary>Roads between neighbouring townships, wider ones between streets; the larger <paramref name="extra"/>, the more ways round.</summary>
    public void PlanTownshipRoads(double extra)
    {
        int[] seats = [.. city.Townships.Select(township => lattice.PointNear(township.X, township.Y))];
        _finder.Run(seats);
        Connect(_finder.Meetings(), seats.Length, extra, (a, b) =>
        {
            Township from = city.Townships[a], to = city.Townships[b];
            RoadClass roadClass = from.IsStreet && to.IsStreet ? RoadClass.Primary
                : from.IsStreet || to.IsStreet ? RoadClass.Secondary : RoadClass.Tertiary;
            return (roadClass, StreetNames.Between(from.Seed.Name, to.Seed.Name, roadClass));
        });
        // Grounds that do not touch (a part of the city of its own) stay apart here and are joined when the network is put together.
    }

    /// <summary>Ways from places to the next road, until there are so many lines.</summary>
    public void PlanWays(IEnumerable<(double X, double Y, string Name, bool Must)> places, int lines)
    {
        _finder.Run([.. _degrees.Keys.Order()]);
        int budget = lines - Lines;
        foreach ((double x, double y, string name, bool must) in places)
        {
            if (budget <= 0 && !must) continue;
            int point = lattice.PointNear(x, y);
            if (point < 0 || double.IsInfinity(_finder.CostAt(point)) || _degrees.ContainsKey(point)) continue;
            AddWay(point, must ? RoadClass.Tertiary : RoadClass.Unclassified, name + "公路");
            budget -= 2;
        }
    }

    private void AddWay(int point, RoadClass roadClass, string name)
    {
        int last = -1;
        foreach (int next in _finder.WayBack(point))
        {
            if (last >= 0)
            {
                bool arrived = _degrees.ContainsKey(next);
                Add(last, next, roadClass, name);
                if (arrived) return;
            }
            last = next;
        }
    }

    // A tree of the cheapest connections, and those others that are not much dearer than the way that the tree offers nearby.
    private void Connect(List<(double Cost, int From, int To)> meetings, int count, double extra, Func<int, int, (RoadClass, string)> describe)
    {
        var together = new UnionFind(count);
        var cheapest = new double[count];
        foreach ((double cost, int from, int to) in meetings)
        {
            int a = _finder.OwnerAt(from), b = _finder.OwnerAt(to);
            bool needed = together.Join(a, b);
            if (needed && cheapest[a] == 0) cheapest[a] = cost;
            if (needed && cheapest[b] == 0) cheapest[b] = cost;
            if (!needed && cost > extra * Math.Max(cheapest[a], cheapest[b])) continue;
            (RoadClass roadClass, string name) = describe(a, b);
            Add(from, to, roadClass, name);
            foreach (int end in (int[])[from, to])
            {
                int last = -1;
                foreach (int point in _finder.WayBack(end))
                {
                    if (last >= 0) Add(last, point, roadClass, name);
                    last = point;
                }
            }
        }
    }

    private void Ring(double radius, int stops, RoadClass roadClass, string name)
    {
        double middleX = Plane.X(106.545), middleY = Plane.Y(29.56);
        int[] points = [.. Enumerable.Range(0, stops).Select(i => 2 * Math.PI * i / stops)
            .Select(angle => lattice.PointNear(middleX + radius * Math.Cos(angle), middleY + radius * Math.Sin(angle)))];
        for (int i = 0; i < stops; i++)
        {
            int from = points[i], to = points[(i + 1) % stops];
            if (from < 0 || to < 0 || from == to) continue;
            _finder.Run([from], goal: to);
            int last = -1;
            foreach (int point in _finder.WayBack(to))
            {
                if (last >= 0) Add(last, point, roadClass, name);
                last = point;
            }
        }
    }

    private void Add(int a, int b, RoadClass roadClass, string name)
    {
        (int, int) side = a < b ? (a, b) : (b, a);
        if (_sides.TryGetValue(side, out (RoadClass Class, string) known))
        {
            if (roadClass < known.Class) _sides[side] = (roadClass, name);
            return;
        }
        _sides.Add(side, (roadClass, name));
        Sides.Add(side);
        _degrees[a] = _degrees.GetValueOrDefault(a) + 1;
        _degrees[b] = _degrees.GetValueOrDefault(b) + 1;
    }
}
