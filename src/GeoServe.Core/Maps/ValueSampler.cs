using GeoServe.Core.Sources;

namespace GeoServe.Core.Maps;

/// <summary>
/// Finds numbers between the middles of cells: by the four around, or, where the picture is finer than the raster, by the sixteen around (Catmull-Rom), so that slopes
/// do not break at each cell. A place whose own cell has no value has none; neighbours without one do not count.
/// </summary>
internal readonly struct ValueSampler(RasterCells cells, RasterWindow window, float[] values, bool isContinuous) : IRasterSampler<float>
{
    // Below this many cells in a pixel of the picture the facets of the simpler way are seen.
    private const double Smooth = 0.75;

    private readonly bool _isSmooth = isContinuous && cells.PerPicturePixel < Smooth;

    /// <inheritdoc/>
    public Span<float> RowToFill(SceneRaster scene, int y) => scene.ValuesToFill(y);

    /// <inheritdoc/>
    public float At(double x, double y)
    {
        float own = Cell((int)x, (int)y);
        if (!isContinuous || float.IsNaN(own)) return own;
        double u = x - 0.5, v = y - 0.5;
        int column = (int)Math.Floor(u), row = (int)Math.Floor(v);
        float right = (float)(u - column), down = (float)(v - row);
        if (_isSmooth)
        {
            float smooth = Cubic(Across(column, row - 1, right), Across(column, row, right), Across(column, row + 1, right), Across(column, row + 2, right), down);
            if (!float.IsNaN(smooth)) return smooth;
        }
        float sum = 0, weight = 0;
        Add(Cell(column, row), (1 - right) * (1 - down), ref sum, ref weight);
        Add(Cell(column + 1, row), right * (1 - down), ref sum, ref weight);
        Add(Cell(column, row + 1), (1 - right) * down, ref sum, ref weight);
        Add(Cell(column + 1, row + 1), right * down, ref sum, ref weight);
        return sum / weight;
    }

    private float Across(int column, int row, float part) => Cubic(Cell(column - 1, row), Cell(column, row), Cell(column + 1, row), Cell(column + 2, row), part);

    // Catmull and Rom, 1974: through the middle two, with the slope of their neighbours.
    private static float Cubic(float a, float b, float c, float d, float part) =>
        b + (0.5f * part * (c - a + (part * ((2 * a) - (5 * b) + (4 * c) - d + (part * ((3 * (b - c)) + d - a))))));

    private static void Add(float value, float share, ref float sum, ref float weight)
    {
        if (float.IsNaN(value)) return;
        sum += value * share;
        weight += share;
    }

    private float Cell(int column, int row) => values[cells.IndexIn(window, column, row)];
}
