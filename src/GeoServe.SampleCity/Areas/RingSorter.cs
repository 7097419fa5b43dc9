namespace GeoServe.SampleCity.Areas;

/// <summary>Puts rings that do not cross together to polygons.</summary>
internal static class RingSorter
{
    /// <summary>Outer rings run counter-clockwise, holes clockwise; a hole goes to the smallest outer ring around it.</summary>
    public static AreaShape Sort(List<int[]> rings)
    {
        var outer = new List<(int[] Ring, double Area, List<int[]> Holes)>();
        var holes = new List<int[]>();
        foreach (int[] ring in rings.SelectMany(CutWhereItTouchesItself))
        {
            double area = DoubleArea(ring);
            if (area > 0) outer.Add((ring, area, []));
            else holes.Add(ring);
        }
        foreach (int[] hole in holes)
        {
            List<int[]>? owner = null;
            double least = double.PositiveInfinity;
            foreach ((int[] ring, double area, List<int[]> owned) in outer)
            {
                if (area < least && (outer.Count == 1 || Contains(ring, hole[0], hole[1]))) (owner, least) = (owned, area);
            }
            (owner ?? throw new InvalidOperationException("A hole of an area lies in none of its rings.")).Add(hole);
        }
        var all = new List<int[]>();
        var ends = new List<int>();
        foreach ((int[] ring, _, List<int[]> owned) in outer)
        {
            all.Add(ring);
            all.AddRange(owned);
            ends.Add(all.Count);
        }
        return new AreaShape([.. all], [.. ends]);
    }

    // Where a district's hole touches its outer ring, tracing gives one ring that comes twice through a position.
    private static IEnumerable<int[]> CutWhereItTouchesItself(int[] ring)
    {
        var seen = new Dictionary<(int, int), int>();
        var open = new List<int>();
        for (int i = 0; i < ring.Length; i += 2)
        {
            if (seen.TryGetValue((ring[i], ring[i + 1]), out int at))
            {
                int[] loop = [.. open.Skip(at), ring[i], ring[i + 1]];
                for (int k = at + 2; k < open.Count; k += 2) seen.Remove((open[k], open[k + 1]));
                open.RemoveRange(at, open.Count - at);
                yield return loop;
            }
            seen[(ring[i], ring[i + 1])] = open.Count;
            open.Add(ring[i]);
            open.Add(ring[i + 1]);
        }
    }

    private static double DoubleArea(int[] ring)
    {
        double sum = 0;
        for (int i = 0; i + 3 < ring.Length; i += 2)
        {
            sum += ((double)ring[i] - ring[0]) * ((double)ring[i + 3] - ring[1]) - ((double)ring[i + 2] - ring[0]) * ((double)ring[i + 1] - ring[1]);
        }
        return sum;
    }

    private static bool Contains(int[] ring, int x, int y)
    {
        bool inside = false;
        for (int i = 0; i + 3 < ring.Length; i += 2)
        {
            if (ring[i + 1] > y == ring[i + 3] > y) continue;
            long side = ((long)ring[i + 2] - ring[i]) * ((long)y - ring[i + 1]) - ((long)x - ring[i]) * ((long)ring[i + 3] - ring[i + 1]);
            if (side > 0 == ring[i + 3] > ring[i + 1]) inside = !inside;
        }
        return inside;
    }
}
