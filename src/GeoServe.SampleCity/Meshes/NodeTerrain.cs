using GeoServe.SampleCity.Relief;

namespace GeoServe.SampleCity.Meshes;

/// <summary>The relief at the nodes of a district.</summary>
internal sealed class NodeTerrain
{
    public NodeTerrain(DistrictMesh mesh, RefinedRelief relief, WaterField water)
    {
        Heights = new float[mesh.Count];
        Slopes = new float[mesh.Count];
        RiverDistances = new float[mesh.Count];
        IsWater = new bool[mesh.Count];
        IsOpenWater = new bool[mesh.Count];
        for (int node = 0; node < mesh.Count; node++)
        {
            double x = mesh.Xs[node], y = mesh.Ys[node];
            Heights[node] = (float)relief.HeightAt(x, y);
            Slopes[node] = (float)relief.SlopeAt(x, y);
            RiverDistances[node] = (float)relief.RiverDistanceAt(x, y);
            double margin = RiverDistances[node] < 1_500 ? water.Margin(x, y) : double.PositiveInfinity;
            IsWater[node] = margin < 0;
            IsOpenWater[node] = margin < -0.45 * mesh.Spacing;
        }
    }

    /// <summary>Metres.</summary>
    public float[] Heights { get; }

    /// <summary>Rise over run.</summary>
    public float[] Slopes { get; }

    /// <summary>Metres to the course of the nearest great river, at most <see cref="RefinedRelief.Far"/>.</summary>
    public float[] RiverDistances { get; }

    /// <summary>True in a great river so far from its banks that what is around the node is water too.</summary>
    public bool[] IsOpenWater { get; }

    /// <summary>True in a great river.</summary>
    public bool[] IsWater { get; }
}
