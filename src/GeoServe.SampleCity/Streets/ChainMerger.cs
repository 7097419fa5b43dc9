namespace GeoServe.SampleCity.Streets;

/// <summary>Makes one smooth road of each chain of segments between nodes that are no mere bends.</summary>
internal sealed class ChainMerger(RoadNetwork network)
{
    public void Add(List<(int From, int To, RoadClass Class, string Name)> segments)
    {
        var at = new Dictionary<int, List<int>>();
        for (int s = 0; s < segments.Count; s++)
        {
            Meet(segments[s].From, s);
            Meet(segments[s].To, s);
        }
        int streetNodes = network.Edges.Count == 0 ? 0 : network.Edges.Max(edge => Math.Max(edge.From, edge.To)) + 1;
        var done = new bool[segments.Count];
        for (int round = 0; round < 2; round++)
        {
            for (int s = 0; s < segments.Count; s++)
            {
                if (done[s]) continue;
                // First from true ends; what is left then are closed rings, begun anywhere.
                if (round == 1 || IsEnd(segments[s].From)) Follow(s, segments[s].From);
                else if (IsEnd(segments[s].To)) Follow(s, segments[s].To);
            }
        }

        void Meet(int node, int segment)
        {
            if (!at.TryGetValue(node, out List<int>? list)) at.Add(node, list = []);
            list.Add(segment);
        }

        bool IsEnd(int node) => node < streetNodes || at[node].Count != 2
            || segments[at[node][0]].Class != segments[at[node][1]].Class || segments[at[node][0]].Name != segments[at[node][1]].Name;

        void Follow(int segment, int start)
        {
            List<double> xs = [network.Xs[start]], ys = [network.Ys[start]];
            int node = start;
            while (true)
            {
                done[segment] = true;
                node = segments[segment].From == node ? segments[segment].To : segments[segment].From;
                xs.Add(network.Xs[node]);
                ys.Add(network.Ys[node]);
                if (node == start || IsEnd(node)) break;
                segment = at[node][0] == segment ? at[node][1] : at[node][0];
            }
            (double[] smoothXs, double[] smoothYs) = Polylines.Chaikin([.. xs], [.. ys]);
            (smoothXs, smoothYs) = Polylines.Chaikin(smoothXs, smoothYs);
            var inner = new float[2 * Math.Max(0, smoothXs.Length - 2)];
            for (int i = 0; i < inner.Length / 2; i++) (inner[2 * i], inner[2 * i + 1]) = ((float)smoothXs[i + 1], (float)smoothYs[i + 1]);
            network.Edges.Add(new RoadEdge(start, node, segments[segment].Class, segments[segment].Name, inner));
        }
    }
}
