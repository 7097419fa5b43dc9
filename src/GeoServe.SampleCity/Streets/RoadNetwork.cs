namespace GeoServe.SampleCity.Streets;

/// <summary>Roads between nodes; lines meet only at nodes. Metres in the working plane.</summary>
internal sealed class RoadNetwork
{
    /// <summary>Places of the nodes.</summary>
    public List<double> Xs { get; } = [];

    /// <summary>Places of the nodes.</summary>
    public List<double> Ys { get; } = [];

    /// <summary>The roads.</summary>
    public List<RoadEdge> Edges { get; } = [];

    /// <summary>Adds a node and gives its number.</summary>
    public int AddNode(double x, double y)
    {
        Xs.Add(x);
        Ys.Add(y);
        return Xs.Count - 1;
    }

    /// <summary>Straight distance between two nodes.</summary>
    public double Distance(int a, int b) => Math.Sqrt((Xs[a] - Xs[b]) * (Xs[a] - Xs[b]) + (Ys[a] - Ys[b]) * (Ys[a] - Ys[b]));

    /// <summary>The positions of a road, its ends included.</summary>
    public (double[] Xs, double[] Ys) LineOf(RoadEdge edge)
    {
        int inner = edge.Inner.Length / 2;
        double[] xs = new double[inner + 2], ys = new double[inner + 2];
        (xs[0], ys[0]) = (Xs[edge.From], Ys[edge.From]);
        for (int i = 0; i < inner; i++) (xs[i + 1], ys[i + 1]) = (edge.Inner[2 * i], edge.Inner[2 * i + 1]);
        (xs[^1], ys[^1]) = (Xs[edge.To], Ys[edge.To]);
        return (xs, ys);
    }
}
