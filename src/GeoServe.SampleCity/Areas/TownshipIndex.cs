namespace GeoServe.SampleCity.Areas;

/// <summary>Finds townships by place.</summary>
internal sealed class TownshipIndex(IReadOnlyList<Township> townships)
{
    private const double Cell = 12_000;

    private readonly ILookup<(int, int), Township> _grid = townships.ToLookup(township => Of(township.X, township.Y));

    /// <summary>The township with the nearest seat within some ten kilometres; null where there is none.</summary>
    public Township? Nearest(double x, double y)
    {
        (int column, int row) = Of(x, y);
        Township? nearest = null;
        double least = double.PositiveInfinity;
        for (int r = row - 1; r <= row + 1; r++)
        {
            for (int c = column - 1; c <= column + 1; c++)
            {
                foreach (Township township in _grid[(c, r)])
                {
                    double distance = (township.X - x) * (township.X - x) + (township.Y - y) * (township.Y - y);
                    if (distance < least) (nearest, least) = (township, distance);
                }
            }
        }
        return nearest;
    }

    private static (int, int) Of(double x, double y) => ((int)Math.Floor(x / Cell), (int)Math.Floor(y / Cell));
}
