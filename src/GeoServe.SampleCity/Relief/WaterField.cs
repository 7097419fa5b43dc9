namespace GeoServe.SampleCity.Relief;

/// <summary>How far a place is from the banks of the great rivers.</summary>
internal sealed class WaterField
{
    private const double Cell = 1_000;

    private readonly Dictionary<(int, int), List<(RiverCourse River, int Index)>> _grid = [];

    public WaterField(IReadOnlyList<RiverCourse> rivers)
    {
        foreach (RiverCourse river in rivers)
        {
            for (int i = 0; i + 1 < river.Xs.Length; i++)
            {
                (int, int) cell = ((int)Math.Floor(river.Xs[i] / Cell), (int)Math.Floor(river.Ys[i] / Cell));
                if (!_grid.TryGetValue(cell, out List<(RiverCourse, int)>? list)) _grid.Add(cell, list = []);
                list.Add((river, i));
            }
        }
    }

    /// <summary>Metres to the nearest bank, negative in the water; exact up to about a kilometre, infinite beyond.</summary>
    public double Margin(double x, double y)
    {
        int column = (int)Math.Floor(x / Cell), row = (int)Math.Floor(y / Cell);
        double margin = double.PositiveInfinity;
        for (int r = row - 1; r <= row + 1; r++)
        {
            for (int c = column - 1; c <= column + 1; c++)
            {
                if (!_grid.TryGetValue((c, r), out List<(RiverCourse River, int Index)>? list)) continue;
                foreach ((RiverCourse river, int i) in list)
                {
                    double dx = river.Xs[i + 1] - river.Xs[i], dy = river.Ys[i + 1] - river.Ys[i];
                    double along = Math.Clamp(((x - river.Xs[i]) * dx + (y - river.Ys[i]) * dy) / (dx * dx + dy * dy + 1e-9), 0, 1);
                    double ex = x - river.Xs[i] - along * dx, ey = y - river.Ys[i] - along * dy;
                    margin = Math.Min(margin, Math.Sqrt(ex * ex + ey * ey) - river.HalfWidths[i]);
                }
            }
        }
        return margin;
    }
}
