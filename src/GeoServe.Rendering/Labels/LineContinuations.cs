using GeoServe.Core.Maps;

namespace GeoServe.Rendering.Labels;

/// <summary>
/// Lines of one name that go on where others end: a street in many pieces has room for its name though none of them has. Which piece goes on is told
/// by what lies around the end alone, so every block that has the piece finds the same.
/// </summary>
/// <param name="features">Where the lines are.</param>
internal sealed class LineContinuations(SceneLayer features)
{
    private readonly Dictionary<(string Name, int X, int Y), List<(int Feature, int Part, bool IsLast)>> _ends = [];

    /// <summary>Adds the lines of a feature.</summary>
    public void Add(string name, int feature)
    {
        for (int part = 0; part < features[feature].PartEnds.Length; part++)
        {
            ReadOnlySpan<int> line = Line(feature, part);
            if (line[0] == line[^2] && line[1] == line[^1]) continue;
            EndsAt(name, line[0], line[1]).Add((feature, part, false));
            EndsAt(name, line[^2], line[^1]).Add((feature, part, true));
        }
    }

    /// <summary>A line with what goes on at both of its ends, as far as it is wanted and goes on.</summary>
    /// <param name="name">Of the line.</param> <param name="feature">Its feature.</param> <param name="part">Its part.</param>
    /// <param name="units">Scene units to add at each end; more may be added.</param>
    /// <returns>The positions, and at which of them the line itself begins.</returns>
    public (int[] Positions, int Begin) Extend(string name, int feature, int part, double units)
    {
        ReadOnlySpan<int> line = Line(feature, part);
        var seen = new HashSet<(int, int)> { (feature, part) };
        List<int> ahead = GoOn(name, feature, part, isLast: false, units, seen), behind = GoOn(name, feature, part, isLast: true, units, seen);
        var positions = new int[ahead.Count + line.Length + behind.Count];
        for (int i = 0; i < ahead.Count; i += 2) (positions[ahead.Count - i - 2], positions[ahead.Count - i - 1]) = (ahead[i], ahead[i + 1]);
        line.CopyTo(positions.AsSpan(ahead.Count));
        behind.CopyTo(positions, ahead.Count + line.Length);
        return (positions, ahead.Count / 2);
    }

    private List<int> GoOn(string name, int feature, int part, bool isLast, double units, HashSet<(int, int)> seen)
    {
        var positions = new List<int>();
        double length = 0;
        while (length < units)
        {
            ReadOnlySpan<int> line = Line(feature, part);
            int x = isLast ? line[^2] : line[0], y = isLast ? line[^1] : line[1];
            double heading = isLast ? Math.Atan2((double)y - line[^3], (double)x - line[^4]) : Math.Atan2((double)y - line[3], (double)x - line[2]);
            if (Straightest(name, x, y, heading, seen) is not { } next) break;
            seen.Add((next.Feature, next.Part));
            (feature, part, isLast) = (next.Feature, next.Part, !next.IsLast);
            ReadOnlySpan<int> added = Line(feature, part);
            for (int i = 2; i < added.Length; i += 2)
            {
                int at = isLast ? i : added.Length - 2 - i;
                length += Math.Sqrt(Math.Pow((double)added[at] - x, 2) + Math.Pow((double)added[at + 1] - y, 2));
                (x, y) = (added[at], added[at + 1]);
                positions.Add(x);
                positions.Add(y);
            }
        }
        return positions;
    }

    private (int Feature, int Part, bool IsLast)? Straightest(string name, int x, int y, double heading, HashSet<(int, int)> seen)
    {
        ((double Turn, ulong Id, int Part) Rank, (int, int, bool) End)? best = null;
        foreach ((int Feature, int Part, bool IsLast) end in EndsAt(name, x, y))
        {
            if (seen.Contains((end.Feature, end.Part))) continue;
            ReadOnlySpan<int> line = Line(end.Feature, end.Part);
            double leaving = end.IsLast ? Math.Atan2((double)line[^3] - y, (double)line[^4] - x) : Math.Atan2((double)line[3] - y, (double)line[2] - x);
            (double, ulong, int) rank = (Math.Abs(Math.IEEERemainder(leaving - heading, 2 * Math.PI)), features[end.Feature].Id, end.Part);
            if (best is null || rank.CompareTo(best.Value.Rank) < 0) best = (rank, end);
        }
        return best?.End;
    }

    private List<(int Feature, int Part, bool IsLast)> EndsAt(string name, int x, int y)
    {
        if (!_ends.TryGetValue((name, x, y), out List<(int, int, bool)>? ends)) _ends[(name, x, y)] = ends = [];
        return ends;
    }

    private ReadOnlySpan<int> Line(int feature, int part)
    {
        SceneFeature of = features[feature];
        return of.Coordinates[((part == 0 ? 0 : of.PartEnds[part - 1]) * 2)..(of.PartEnds[part] * 2)];
    }
}
