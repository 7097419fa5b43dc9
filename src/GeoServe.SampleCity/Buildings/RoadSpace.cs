using GeoServe.SampleCity.Streets;

namespace GeoServe.SampleCity.Buildings;

/// <summary>The room that roads take, in squares: buildings keep off the wide roads that run over the streets' grid.</summary>
internal sealed class RoadSpace
{
    private const double Cell = 30;

    private readonly HashSet<(int, int)> _taken = [];

    /// <summary>Marks all roads of some classes.</summary>
    public RoadSpace(RoadNetwork network, Func<RoadEdge, bool> wanted)
    {
        foreach (RoadEdge edge in network.Edges.Where(wanted))
        {
            (double[] xs, double[] ys) = network.LineOf(edge);
            for (int i = 1; i < xs.Length; i++)
            {
                double dx = xs[i] - xs[i - 1], dy = ys[i] - ys[i - 1];
                int steps = (int)(Math.Sqrt(dx * dx + dy * dy) / (Cell / 2)) + 1;
                for (int s = 0; s <= steps; s++) _taken.Add(Of(xs[i - 1] + dx * s / steps, ys[i - 1] + dy * s / steps));
            }
        }
    }

    /// <summary>True where a road runs within about a square of a place.</summary>
    public bool IsNear(double x, double y)
    {
        (int column, int row) = Of(x, y);
        for (int r = row - 1; r <= row + 1; r++)
        {
            for (int c = column - 1; c <= column + 1; c++)
            {
                if (_taken.Contains((c, r))) return true;
            }
        }
        return false;
    }

    private static (int, int) Of(double x, double y) => ((int)Math.Floor(x / Cell), (int)Math.Floor(y / Cell));
}
