namespace GeoServe.SampleCity.Meshes;

/// <summary>
/// The way of the water over a district's nodes: each node flows to a neighbour, all of a part of the district to its lowest node
/// (priority flood: Barnes, Lehman and Mulla, 2014). A hollow empties over its lowest rim, and inside it the lowest nodes come first, so
/// that its sides still flow to its own bottom.
/// </summary>
internal sealed class DrainageTree
{
    public DrainageTree(DistrictMesh mesh, float[] heights)
    {
        Parents = new int[mesh.Count];
        Order = new int[mesh.Count];
        Array.Fill(Parents, -2);
        int[] byHeight = [.. Enumerable.Range(0, mesh.Count)];
        float[] keys = [.. heights];
        Array.Sort(keys, byHeight);
        var queue = new PriorityQueue<int, (float, float, int)>();
        int done = 0;
        foreach (int start in byHeight)
        {
            if (Parents[start] != -2) continue;
            Parents[start] = -1;
            queue.Enqueue(start, (heights[start], heights[start], start));
            while (queue.TryDequeue(out int node, out (float Level, float, int) at))
            {
                Order[done++] = node;
                foreach (int neighbour in mesh.NeighboursOf(node))
                {
                    if (Parents[neighbour] != -2) continue;
                    Parents[neighbour] = node;
                    queue.Enqueue(neighbour, (Math.Max(at.Level, heights[neighbour]), heights[neighbour], neighbour));
                }
            }
        }
    }

    /// <summary>Where each node flows to; -1 at the lowest node of a part.</summary>
    public int[] Parents { get; }

    /// <summary>All nodes, each after the one that it flows to.</summary>
    public int[] Order { get; }
}
