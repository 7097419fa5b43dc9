using GeoServe.SampleCity.Meshes;

namespace GeoServe.SampleCity.Areas;

/// <summary>What the nodes of one area have in common.</summary>
internal sealed class AreaFacts
{
    public int District { get; init; }

    /// <summary>Metres in the working plane: the mean of the nodes.</summary>
    public double X { get; private set; }

    public double Y { get; private set; }

    /// <summary>The node nearest to that middle, inside the area.</summary>
    public int Node { get; private set; }

    /// <summary>Metres of height.</summary>
    public double MeanHeight { get; private set; }

    public double LowestHeight { get; private set; } = double.PositiveInfinity;

    public double HighestHeight { get; private set; } = double.NegativeInfinity;

    /// <summary>Mean steepness in degrees.</summary>
    public double SlopeDegrees { get; private set; }

    /// <summary>Where the slopes face: degrees clockwise from north.</summary>
    public double AspectDegrees { get; private set; }

    /// <summary>Metres from the nearest node to a great river.</summary>
    public double ToRiver { get; private set; } = double.PositiveInfinity;

    /// <summary>Shares of the area, 0 to 1.</summary>
    public double ForestShare { get; private set; }

    public double FarmShare { get; private set; }

    public double ParkShare { get; private set; }

    public double UrbanShare { get; private set; }

    public double WaterShare { get; private set; }

    /// <summary>Mean of how urban it is.</summary>
    public double Urban { get; private set; }

    /// <summary>Index of the township around the middle.</summary>
    public int Township { get; private set; }

    /// <summary>Facts for all areas of a layer, in its order.</summary>
    public static AreaFacts[] Of(City city, AreaLayer layer)
    {
        var all = new AreaFacts[layer.Counts.Length][];
        Parallel.For(0, all.Length, d => all[d] = OfDistrict(city, layer, d));
        return [.. all.SelectMany(facts => facts)];
    }

    private static AreaFacts[] OfDistrict(City city, AreaLayer layer, int d)
    {
        var facts = new AreaFacts[layer.Counts[d]];
        for (int i = 0; i < facts.Length; i++) facts[i] = new AreaFacts { District = d };
        DistrictMesh mesh = city.Meshes[d];
        int[] labels = layer.Labels[d];
        var weights = new double[facts.Length];
        var east = new double[facts.Length];
        var north = new double[facts.Length];
        for (int node = 0; node < labels.Length; node++)
        {
            if (labels[node] < 0) continue;
            double weight = Math.Max(mesh.NodeAreas[node], 1e-9);
            weights[labels[node]] += weight;
            facts[labels[node]].Add(city, d, node, weight, ref east[labels[node]], ref north[labels[node]]);
        }
        for (int i = 0; i < facts.Length; i++) facts[i].Finish(weights[i], east[i], north[i]);
        var nearest = new double[facts.Length];
        Array.Fill(nearest, double.PositiveInfinity);
        for (int node = 0; node < labels.Length; node++)
        {
            if (labels[node] < 0) continue;
            AreaFacts fact = facts[labels[node]];
            double distance = Math.Pow(mesh.Xs[node] - fact.X, 2) + Math.Pow(mesh.Ys[node] - fact.Y, 2);
            if (distance < nearest[labels[node]]) (fact.Node, nearest[labels[node]]) = (node, distance);
        }
        int first = city.Towns.FirstOf(d);
        foreach (AreaFacts fact in facts) fact.Township = first + city.Towns.Labels[d][fact.Node];
        return facts;
    }

    private void Add(City city, int d, int node, double weight, ref double east, ref double north)
    {
        DistrictMesh mesh = city.Meshes[d];
        NodeTerrain terrain = city.Terrains[d];
        X += weight * mesh.Xs[node];
        Y += weight * mesh.Ys[node];
        MeanHeight += weight * terrain.Heights[node];
        LowestHeight = Math.Min(LowestHeight, terrain.Heights[node]);
        HighestHeight = Math.Max(HighestHeight, terrain.Heights[node]);
        SlopeDegrees += weight * Math.Atan(terrain.Slopes[node]) * 180 / Math.PI;
        (double riseEast, double riseNorth) = city.Relief.GradientAt(mesh.Xs[node], mesh.Ys[node]);
        east -= weight * riseEast;
        north -= weight * riseNorth;
        ToRiver = Math.Min(ToRiver, terrain.RiverDistances[node]);
        Urban += weight * city.Urban[d][node];
        switch (city.LandUseClasses[d][city.LandUses.Labels[d][node]])
        {
            case LandUse.Forest: ForestShare += weight; break;
            case LandUse.Paddy or LandUse.Dry or LandUse.Orchard: FarmShare += weight; break;
            case LandUse.Park: ParkShare += weight; break;
            case LandUse.Water: WaterShare += weight; break;
            case LandUse.Residential or LandUse.Commercial or LandUse.Industrial or LandUse.Public: UrbanShare += weight; break;
        }
    }

    private void Finish(double weight, double east, double north)
    {
        if (weight == 0) return;
        X /= weight;
        Y /= weight;
        MeanHeight /= weight;
        SlopeDegrees /= weight;
        ForestShare /= weight;
        FarmShare /= weight;
        ParkShare /= weight;
        UrbanShare /= weight;
        WaterShare /= weight;
        Urban /= weight;
        AspectDegrees = (Math.Atan2(east, north) * 180 / Math.PI + 360) % 360;
    }
}
