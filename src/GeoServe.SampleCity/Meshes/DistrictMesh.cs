namespace GeoServe.SampleCity.Meshes;

/// <summary>
/// A district as triangles between nodes: first the nodes of its border, ring by ring, then those inside. Areas are given as one
/// label a node; their borders then run through the middles of the triangles' sides (<see cref="Areas.AreaAssembler"/>).
/// </summary>
internal sealed class DistrictMesh
{
    /// <summary>Which of the city's districts, from 0.</summary>
    public required int District { get; init; }

    /// <summary>Wanted distance between nodes, metres.</summary>
    public required double Spacing { get; init; }

    /// <summary>Longitudes of the nodes, 1e-7 degree.</summary>
    public required int[] Lons { get; init; }

    /// <summary>Latitudes of the nodes, 1e-7 degree.</summary>
    public required int[] Lats { get; init; }

    /// <summary>How many nodes are on the border.</summary>
    public required int BorderCount { get; init; }

    /// <summary>For each border node the next one along its ring, the district on the left.</summary>
    public required int[] BorderNext { get; init; }

    /// <summary>For each border node the number of the border piece that begins there.</summary>
    public required int[] BorderPieces { get; init; }

    /// <summary>For each border node the middle of the piece that begins there: longitude, latitude.</summary>
    public required (int Lon, int Lat)[] BorderMiddles { get; init; }

    /// <summary>True for border nodes that are positions of the real border.</summary>
    public required bool[] IsCorner { get; init; }

    /// <summary>Three nodes a triangle, counter-clockwise; half-edge e goes from Corners[e] to the next corner.</summary>
    public required int[] Corners { get; init; }

    /// <summary>The half-edge on the other side; -1 on the border.</summary>
    public required int[] Twins { get; init; }

    /// <summary>Where the neighbours of each node begin in <see cref="Neighbours"/>; one more at the end.</summary>
    public required int[] FirstNeighbour { get; init; }

    /// <summary>Nodes joined by a side of a triangle.</summary>
    public required int[] Neighbours { get; init; }

    /// <summary>For each node, the node of its flat triangles that must bear the same label; itself in most cases.</summary>
    public required int[] Leaders { get; init; }

    /// <summary>Square kilometres around each node: a third of its triangles.</summary>
    public required float[] NodeAreas { get; init; }

    /// <summary>The working plane, metres.</summary>
    public required float[] Xs { get; init; }

    /// <summary>The working plane, metres.</summary>
    public required float[] Ys { get; init; }

    /// <summary>How many nodes there are.</summary>
    public int Count => Lons.Length;

    /// <summary>The neighbours of a node.</summary>
    public ReadOnlySpan<int> NeighboursOf(int node) => Neighbours.AsSpan(FirstNeighbour[node], FirstNeighbour[node + 1] - FirstNeighbour[node]);

    /// <summary>Metres between two nodes.</summary>
    public double Distance(int a, int b)
    {
        double dx = Xs[a] - Xs[b], dy = Ys[a] - Ys[b];
        return Math.Sqrt(dx * dx + dy * dy);
    }

    /// <summary>The node nearest to a place of the working plane.</summary>
    public int NodeNear(double x, double y)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int node = 0; node < Count; node++)
        {
            double d = (Xs[node] - x) * (Xs[node] - x) + (Ys[node] - y) * (Ys[node] - y);
            if (d < least) (best, least) = (node, d);
        }
        return best;
    }
}
