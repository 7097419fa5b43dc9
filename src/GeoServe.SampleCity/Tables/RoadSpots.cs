using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Streets;

namespace GeoServe.SampleCity.Tables;

/// <summary>Draws places on roads, the important ones more often.</summary>
internal sealed class RoadSpots(City city, RoadNetwork network)
{
    private static readonly double[] Weights = [9, 2, 12, 8, 5, 2, 0.6, 0.5, 0];

    private readonly double[] _sums = Sums(network);

    /// <summary>A place on a road that lies near some township.</summary>
    public (Spot Spot, RoadEdge Edge) Draw(ref Rng rng)
    {
        double[] sums = _sums;
        while (true)
        {
            int found = Array.BinarySearch(sums, rng.NextDouble() * sums[^1]);
            RoadEdge edge = network.Edges[Math.Min(found < 0 ? ~found : found, sums.Length - 1)];
            (double[] xs, double[] ys) = network.LineOf(edge);
            int part = rng.NextInt(xs.Length - 1);
            double share = rng.NextDouble();
            double x = xs[part] + (share * (xs[part + 1] - xs[part])), y = ys[part] + (share * (ys[part + 1] - ys[part]));
            if (city.NearestTownship(x, y) is { } township && city.IsInside(x, y)) return (new Spot(x, y, township), edge);
        }
    }

    // By class, and by the root of the length: short streets of a town count for more than a long road through the hills.
    private static double[] Sums(RoadNetwork network)
    {
        double[] sums = new double[network.Edges.Count];
        double sum = 0;
        for (int i = 0; i < sums.Length; i++) sums[i] = sum += Weights[(int)network.Edges[i].Class] * Math.Sqrt(network.Distance(network.Edges[i].From, network.Edges[i].To));
        return sums;
    }
}
