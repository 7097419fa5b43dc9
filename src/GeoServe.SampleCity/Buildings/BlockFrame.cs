using GeoServe.SampleCity.Streets;

namespace GeoServe.SampleCity.Buildings;

/// <summary>A block seen along its first side: u along it, v into the block, from the block's middle, metres.</summary>
internal readonly struct BlockFrame
{
    private readonly double[] _x, _y;

    public BlockFrame(RoadNetwork network, Block block)
    {
        int[] corners = [block.A, block.B, block.C, block.D];
        _x = [.. corners.Select(corner => network.Xs[corner])];
        _y = [.. corners.Select(corner => network.Ys[corner])];
        (X, Y) = (_x.Average(), _y.Average());
        double dx = _x[1] - _x[0] + _x[2] - _x[3], dy = _y[1] - _y[0] + _y[2] - _y[3], length = Math.Sqrt(dx * dx + dy * dy);
        (Cos, Sin) = (dx / length, dy / length);
        Width = length / 2;
        double ex = _x[3] - _x[0] + _x[2] - _x[1], ey = _y[3] - _y[0] + _y[2] - _y[1];
        Depth = Math.Abs(-Sin * ex + Cos * ey) / 2;
    }

    /// <summary>The middle, in the working plane.</summary>
    public double X { get; }

    public double Y { get; }

    /// <summary>Direction of the first side.</summary>
    public double Cos { get; }

    public double Sin { get; }

    /// <summary>Mean extents, metres.</summary>
    public double Width { get; }

    public double Depth { get; }

    public (double X, double Y) ToPlane(double u, double v) => (X + u * Cos - v * Sin, Y + u * Sin + v * Cos);

    /// <summary>True where a place lies in the block, at least so far from each side.</summary>
    public bool Holds(double u, double v, double margin)
    {
        (double x, double y) = ToPlane(u, v);
        for (int i = 0; i < 4; i++)
        {
            int k = (i + 1) & 3;
            double dx = _x[k] - _x[i], dy = _y[k] - _y[i];
            if (dx * (y - _y[i]) - dy * (x - _x[i]) < margin * Math.Sqrt(dx * dx + dy * dy)) return false;
        }
        return true;
    }
}
