using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Streets;

/// <summary>
/// The ways that roads outside towns can take: a triangular lattice over the city, its points moved at random. Lines along its sides
/// never cross but at points.
/// </summary>
internal sealed class RouteLattice
{
    private readonly int _columns;
    private readonly double _west, _south, _stepX, _stepY;
    private readonly bool[] _usable;
    private readonly float[] _heights;
    private readonly bool[] _wet;

    public RouteLattice(City city, double spacing)
    {
        var envelope = city.Outline.EnvelopeInternal;
        (Spacing, _stepX, _stepY) = (spacing, spacing, spacing * 0.866);
        (_west, _south) = (envelope.MinX, envelope.MinY);
        _columns = (int)(envelope.Width / _stepX) + 2;
        int rows = (int)(envelope.Height / _stepY) + 2;
        Count = _columns * rows;
        Xs = new float[Count];
        Ys = new float[Count];
        _usable = new bool[Count];
        _heights = new float[Count];
        _wet = new bool[Count];
        ulong seed = Rng.For(city.Options.Seed, RandomStream.Routes).Next();
        Parallel.For(0, rows, row =>
        {
            for (int column = 0; column < _columns; column++)
            {
                int point = row * _columns + column;
                ulong bits = Rng.Mix(seed ^ (ulong)point);
                double dx = ((bits & 0xFFFF) / 65_535.0 - 0.5) * 0.55, dy = ((bits >> 16 & 0xFFFF) / 65_535.0 - 0.5) * 0.55;
                double x = _west + (column + (row & 1) * 0.5 + dx) * _stepX, y = _south + (row + dy) * _stepY;
                (Xs[point], Ys[point]) = ((float)x, (float)y);
                if (!city.IsInside(x, y)) continue;
                _usable[point] = true;
                _heights[point] = (float)city.Relief.HeightAt(x, y);
                _wet[point] = city.Relief.RiverDistanceAt(x, y) < 1_500 && city.Water.Margin(x, y) < 15;
            }
        });
    }

    /// <summary>Usual distance of two neighbours, metres.</summary>
    public double Spacing { get; }

    /// <summary>Number of points.</summary>
    public int Count { get; }

    /// <summary>Metres in the working plane.</summary>
    public float[] Xs { get; }

    /// <summary>Metres in the working plane.</summary>
    public float[] Ys { get; }

    /// <summary>True in the city.</summary>
    public bool IsUsable(int point) => _usable[point];

    /// <summary>The usable point nearest to a place, -1 where none is near.</summary>
    public int PointNear(double x, double y, int reach = 4)
    {
        int row = (int)Math.Round((y - _south) / _stepY), column = (int)Math.Round((x - _west) / _stepX);
        int best = -1;
        double least = double.PositiveInfinity;
        for (int r = row - reach; r <= row + reach; r++)
        {
            for (int c = column - reach; c <= column + reach; c++)
            {
                int point = r * _columns + c;
                if (r < 0 || c < 0 || c >= _columns || point >= Count || !_usable[point]) continue;
                double distance = (Xs[point] - x) * (Xs[point] - x) + (Ys[point] - y) * (Ys[point] - y);
                if (distance < least) (best, least) = (point, distance);
            }
        }
        return best;
    }

    /// <summary>Writes the usable neighbours of a point; gives how many.</summary>
    public int Neighbours(int point, Span<int> neighbours)
    {
        int row = point / _columns, column = point % _columns, shift = row & 1, count = 0;
        Span<int> columns = [column - 1, column + 1, column - 1 + shift, column + shift, column - 1 + shift, column + shift];
        Span<int> rows = [row, row, row - 1, row - 1, row + 1, row + 1];
        for (int i = 0; i < 6; i++)
        {
            int neighbour = rows[i] * _columns + columns[i];
            if (columns[i] < 0 || columns[i] >= _columns || neighbour < 0 || neighbour >= Count || !_usable[neighbour]) continue;
            neighbours[count++] = neighbour;
        }
        return count;
    }

    /// <summary>What a road from a point to a neighbour costs: its length, more on slopes, much more over a great river.</summary>
    public double Cost(int from, int to)
    {
        double dx = Xs[from] - Xs[to], dy = Ys[from] - Ys[to], length = Math.Sqrt(dx * dx + dy * dy);
        double slope = Math.Abs(_heights[from] - _heights[to]) / length;
        double cost = length * (1 + 9 * Math.Min(slope, 0.5) + 25 * Math.Max(0, Math.Min(slope, 0.5) - 0.08));
        return _wet[from] || _wet[to] ? cost * 3 + 2_500 : cost;
    }
}
