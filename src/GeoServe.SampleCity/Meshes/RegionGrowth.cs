namespace GeoServe.SampleCity.Meshes;

/// <summary>Gives each node to the seed that reaches it at least cost, so that regions are connected.</summary>
internal static class RegionGrowth
{
    /// <summary>Label of nodes that no seed reaches.</summary>
    public const int None = -1;

    /// <summary>
    /// Grows all seeds at once. Going from node to node costs their distance times the mean of their costs, divided by the seed's weight.
    /// </summary>
    /// <param name="mesh">The district.</param>
    /// <param name="seeds">Nodes, one a label; different ones.</param>
    /// <param name="weights">For each seed: the larger, the farther it reaches.</param>
    /// <param name="costs">For each node, positive.</param>
    /// <param name="mask">Where to grow; null: everywhere.</param>
    public static int[] Grow(DistrictMesh mesh, ReadOnlySpan<int> seeds, ReadOnlySpan<double> weights, float[] costs, bool[]? mask = null)
    {
        var labels = new int[mesh.Count];
        Array.Fill(labels, None);
        var reached = new double[mesh.Count];
        Array.Fill(reached, double.PositiveInfinity);
        double[] weightOf = weights.ToArray();
        var queue = new PriorityQueue<(int Node, int Label), (double, int)>();
        for (int label = 0; label < seeds.Length; label++)
        {
            reached[seeds[label]] = 0;
            queue.Enqueue((seeds[label], label), (0, seeds[label]));
        }
        while (queue.TryDequeue(out (int Node, int Label) at, out (double Cost, int) order))
        {
            if (labels[at.Node] != None) continue;
            labels[at.Node] = at.Label;
            foreach (int neighbour in mesh.NeighboursOf(at.Node))
            {
                if (labels[neighbour] != None || mask is not null && !mask[neighbour]) continue;
                double cost = order.Cost + mesh.Distance(at.Node, neighbour) * (costs[at.Node] + costs[neighbour]) / 2 / weightOf[at.Label];
                if (cost >= reached[neighbour]) continue;
                reached[neighbour] = cost;
                queue.Enqueue((neighbour, at.Label), (cost, neighbour));
            }
        }
        return labels;
    }

    /// <summary>
    /// Gives each node without a label the one of the nearest labelled node (parts of a district that no seed lies in), and nodes
    /// of flat triangles the label of their leader.
    /// </summary>
    public static void Fill(DistrictMesh mesh, int[] labels)
    {
        for (int node = 0; node < labels.Length; node++)
        {
            if (labels[node] == None) labels[node] = NearestLabel(mesh, labels, node);
        }
        FollowLeaders(mesh, labels);
    }

    /// <summary>Gives nodes of flat triangles the label of their leader, so that no border runs through one.</summary>
    public static void FollowLeaders(DistrictMesh mesh, int[] labels)
    {
        for (int node = 0; node < labels.Length; node++) labels[node] = labels[mesh.Leaders[node]];
    }

    // Walks over neighbours first; a part of the district of its own takes what lies nearest.
    private static int NearestLabel(DistrictMesh mesh, int[] labels, int start)
    {
        int best = None;
        double least = double.PositiveInfinity;
        for (int node = 0; node < labels.Length; node++)
        {
            if (labels[node] == None) continue;
            double distance = mesh.Distance(start, node);
            if (distance < least) (best, least) = (labels[node], distance);
        }
        return best;
    }
}
