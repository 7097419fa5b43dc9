namespace GeoServe.SampleCity.Streets;

/// <summary>Brings a network to an exact number of roads without taking it apart.</summary>
internal sealed class RoadCounter(RoadNetwork network, int seed)
{
    public void SetCount(int count)
    {
        if (network.Edges.Count > count) Remove(network.Edges.Count - count);
        if (network.Edges.Count > count) throw new InvalidOperationException($"{network.Edges.Count} roads are the fewest that hang together, not {count}.");
        Split(count - network.Edges.Count);
    }

    // Takes out the least important roads that no place depends on: those outside a tree of the most important ones.
    private void Remove(int surplus)
    {
        var together = new UnionFind(network.Xs.Count);
        int[] byClass = [.. Enumerable.Range(0, network.Edges.Count).OrderBy(i => network.Edges[i].Class).ThenBy(i => i)];
        var spare = new List<int>();
        foreach (int i in byClass)
        {
            if (!together.Join(network.Edges[i].From, network.Edges[i].To)) spare.Add(i);
        }
        var removed = new HashSet<int>(spare.OrderByDescending(i => network.Edges[i].Class)
            .ThenBy(i => Randomness.Rng.Mix((ulong)i ^ ((ulong)(uint)seed << 32))).Take(surplus));
        // Then dead ends, which leave the rest as it was.
        var degrees = new int[network.Xs.Count];
        for (int i = 0; i < network.Edges.Count; i++)
        {
            if (removed.Contains(i)) continue;
            degrees[network.Edges[i].From]++;
            degrees[network.Edges[i].To]++;
        }
        for (bool more = true; more && removed.Count < surplus;)
        {
            more = false;
            for (int k = byClass.Length - 1; k >= 0 && removed.Count < surplus; k--)
            {
                RoadEdge edge = network.Edges[byClass[k]];
                if (removed.Contains(byClass[k]) || degrees[edge.From] != 1 && degrees[edge.To] != 1) continue;
                removed.Add(byClass[k]);
                degrees[edge.From]--;
                degrees[edge.To]--;
                more = true;
            }
        }
        RoadEdge[] kept = [.. network.Edges.Where((_, i) => !removed.Contains(i))];
        network.Edges.Clear();
        network.Edges.AddRange(kept);
    }

    // Cuts the longest roads in half, as often as needed.
    private void Split(int missing)
    {
        var longest = new PriorityQueue<int, (double, int)>();
        for (int i = 0; i < network.Edges.Count; i++) Offer(i);
        for (; missing > 0; missing--)
        {
            int i = longest.Dequeue();
            RoadEdge edge = network.Edges[i];
            int half = edge.Inner.Length / 4;
            int middle = edge.Inner.Length == 0
                ? network.AddNode((network.Xs[edge.From] + network.Xs[edge.To]) / 2, (network.Ys[edge.From] + network.Ys[edge.To]) / 2)
                : network.AddNode(edge.Inner[2 * half], edge.Inner[2 * half + 1]);
            network.Edges[i] = edge with { To = middle, Inner = edge.Inner.Length == 0 ? [] : edge.Inner[..(2 * half)] };
            network.Edges.Add(edge with { From = middle, Inner = edge.Inner.Length == 0 ? [] : edge.Inner[(2 * half + 2)..] });
            Offer(i);
            Offer(network.Edges.Count - 1);
        }

        void Offer(int i)
        {
            (double[] xs, double[] ys) = network.LineOf(network.Edges[i]);
            longest.Enqueue(i, (-Polylines.Length(xs, ys), i));
        }
    }
}
