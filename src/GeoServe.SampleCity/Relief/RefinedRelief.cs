using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Relief;

/// <summary>
/// The coarse relief with invented detail: parallel ridges in the west, fractal mountains, valleys along the great rivers. The mean
/// over each coarse cell stays that of the coarse relief.
/// </summary>
internal sealed class RefinedRelief
{
    private readonly CoarseDem _dem;
    private readonly int _factor, _firstColumn, _firstRow, _coarseColumns, _coarseRows;

    private RefinedRelief(CoarseDem dem, int factor, int firstColumn, int firstRow, int coarseColumns, int coarseRows)
    {
        (_dem, _factor) = (dem, factor);
        (_firstColumn, _firstRow, _coarseColumns, _coarseRows) = (firstColumn, firstRow, coarseColumns, coarseRows);
        (Columns, Rows) = (coarseColumns * factor, coarseRows * factor);
        (CellLon, CellLat) = (dem.CellLon / factor, dem.CellLat / factor);
        (West, North) = (dem.West + firstColumn * dem.CellLon, dem.North - firstRow * dem.CellLat);
        Heights = new float[Columns * Rows];
        RiverDistances = new float[Columns * Rows];
    }

    /// <summary>Distances to the great rivers are known up to here; farther cells have this value. Metres.</summary>
    public const float Far = 6_000;

    public int Columns { get; }

    public int Rows { get; }

    public double West { get; }

    public double North { get; }

    public double CellLon { get; }

    public double CellLat { get; }

    /// <summary>Metres, row by row from the north-west.</summary>
    public float[] Heights { get; }

    /// <summary>Distance from the middle of each cell to the course of the nearest great river, metres, at most <see cref="Far"/>.</summary>
    public float[] RiverDistances { get; }

    /// <summary>Refines the part of the relief around a box of degrees; each side of a coarse cell is cut into <paramref name="factor"/>.</summary>
    public static RefinedRelief Of(CoarseDem dem, IReadOnlyList<RiverCourse> rivers, int factor, int seed,
        double west, double south, double east, double north)
    {
        int c0 = Math.Clamp((int)Math.Floor((west - dem.West) / dem.CellLon) - 1, 0, dem.Columns - 2);
        int c1 = Math.Clamp((int)Math.Ceiling((east - dem.West) / dem.CellLon) + 1, c0 + 2, dem.Columns);
        int r0 = Math.Clamp((int)Math.Floor((dem.North - north) / dem.CellLat) - 1, 0, dem.Rows - 2);
        int r1 = Math.Clamp((int)Math.Ceiling((dem.North - south) / dem.CellLat) + 1, r0 + 2, dem.Rows);
        var relief = new RefinedRelief(dem, factor, c0, r0, c1 - c0, r1 - r0);
        relief.MeasureRivers(rivers);
        relief.AddDetail(Rng.For(seed, RandomStream.Relief).Next());
        relief.KeepMeans();
        return relief;
    }

    /// <summary>Height in metres at a place of the working plane, bilinear.</summary>
    public double HeightAt(double x, double y) => Sample(Heights, x, y);

    /// <summary>Distance to the course of the nearest great river, metres, at most <see cref="Far"/>.</summary>
    public double RiverDistanceAt(double x, double y) => Sample(RiverDistances, x, y);

    /// <summary>Steepness at a place: rise over run, over 800 metres.</summary>
    public double SlopeAt(double x, double y)
    {
        (double dx, double dy) = GradientAt(x, y);
        return Math.Sqrt(dx * dx + dy * dy);
    }

    /// <summary>Rise per metre to the east and to the north.</summary>
    public (double East, double North) GradientAt(double x, double y)
    {
        const double Step = 400;    // not of the cell, so that all scales have the same slopes
        return ((HeightAt(x + Step, y) - HeightAt(x - Step, y)) / (2 * Step), (HeightAt(x, y + Step) - HeightAt(x, y - Step)) / (2 * Step));
    }

    /// <summary>Index of the cell at a place of the working plane; the nearest one outside.</summary>
    public int CellAt(double x, double y) =>
        Math.Clamp((int)((North - Plane.Lat(y)) / CellLat), 0, Rows - 1) * Columns
        + Math.Clamp((int)((Plane.Lon(x) - West) / CellLon), 0, Columns - 1);

    /// <summary>The middle of a cell, in the working plane.</summary>
    public (double X, double Y) MiddleOf(int cell) =>
        (Plane.X(West + (cell % Columns + 0.5) * CellLon), Plane.Y(North - (cell / Columns + 0.5) * CellLat));

    private double Sample(float[] cells, double x, double y)
    {
        double c = Math.Clamp((Plane.Lon(x) - West) / CellLon - 0.5, 0, Columns - 1.001);
        double r = Math.Clamp((North - Plane.Lat(y)) / CellLat - 0.5, 0, Rows - 1.001);
        int c0 = (int)c, r0 = (int)r, i = r0 * Columns + c0;
        double u = c - c0, v = r - r0;
        return (cells[i] * (1 - u) + cells[i + 1] * u) * (1 - v) + (cells[i + Columns] * (1 - u) + cells[i + Columns + 1] * u) * v;
    }

    private void MeasureRivers(IReadOnlyList<RiverCourse> rivers)
    {
        Array.Fill(RiverDistances, Far);
        double cellX = CellLon * 96_400, cellY = CellLat * 110_870;
        int reachX = (int)(Far / cellX) + 1, reachY = (int)(Far / cellY) + 1;
        foreach (RiverCourse river in rivers)
        {
            double lastX = double.NaN, lastY = double.NaN;
            for (int i = 0; i < river.Xs.Length; i++)
            {
                // Every half cell of the course is enough: the error is below an eighth of a cell.
                if (Math.Abs(river.Xs[i] - lastX) + Math.Abs(river.Ys[i] - lastY) < cellY / 2) continue;
                (lastX, lastY) = (river.Xs[i], river.Ys[i]);
                int column = (int)((Plane.Lon(lastX) - West) / CellLon), row = (int)((North - Plane.Lat(lastY)) / CellLat);
                for (int r = Math.Max(0, row - reachY); r <= Math.Min(Rows - 1, row + reachY); r++)
                {
                    double dy = Plane.Y(North - (r + 0.5) * CellLat) - lastY;
                    for (int c = Math.Max(0, column - reachX); c <= Math.Min(Columns - 1, column + reachX); c++)
                    {
                        double dx = Plane.X(West + (c + 0.5) * CellLon) - lastX;
                        float distance = (float)Math.Sqrt(dx * dx + dy * dy);
                        int cell = r * Columns + c;
                        if (distance < RiverDistances[cell]) RiverDistances[cell] = distance;
                    }
                }
            }
        }
    }

    private void AddDetail(ulong seed)
    {
        Parallel.For(0, Rows, row =>
        {
            for (int column = 0; column < Columns; column++)
            {
                double coarseColumn = _firstColumn + (column + 0.5) / _factor, coarseRow = _firstRow + (row + 0.5) / _factor;
                double x = Plane.X(West + (column + 0.5) * CellLon), y = Plane.Y(North - (row + 0.5) * CellLat);
                double height = _dem.At(coarseColumn, coarseRow);
                double rough = 45 + 0.34 * Math.Max(0, height - 180) + 0.2 * Math.Abs(_dem.At(coarseColumn + 1, coarseRow + 1) - height);
                height += Math.Min(rough, 620) * Noise.Fractal(x / 12_000, y / 12_000, 6, seed, 0.55) + Ridges(x, y, seed);
                double river = RiverDistances[row * Columns + column];
                height = 120 + (height - 120) * (1 - 0.85 * Math.Exp(-river * river / (1_600.0 * 1_600)));
                Heights[row * Columns + column] = (float)height;
            }
        });
    }

    // The folds of the east of the Sichuan basin: long, narrow, almost parallel ridges some 17 km apart, west of about 108° E.
    private static double Ridges(double x, double y, ulong seed)
    {
        double share = Math.Clamp((20_000 - x) / 60_000, 0, 1);
        if (share == 0) return 0;
        double angle = (24 + 10 * Noise.At(x / 150_000, y / 150_000, seed + 40)) * Math.PI / 180;
        double across = x * Math.Cos(angle) - y * Math.Sin(angle), along = x * Math.Sin(angle) + y * Math.Cos(angle);
        double phase = across / 17_000 + 0.35 * Noise.Fractal(along / 60_000, across / 60_000, 2, seed + 41);
        double distance = Math.Abs(phase - Math.Round(phase)) * 17_000;
        double strength = 0.6 + 0.6 * Noise.At(along / 45_000, Math.Round(phase) * 7.7, seed + 42);
        return share * 420 * Math.Clamp(strength, 0, 1) * Math.Exp(-distance * distance / (1_900.0 * 1_900));
    }

    // Adds back what a coarse cell's mean is off, smoothly; when that is less than can be seen, the rest is added to the whole cell.
    private void KeepMeans()
    {
        for (int round = 0; round < 24; round++)
        {
            double[] errors = MeanErrors();
            if (errors.Max(Math.Abs) < 0.5) break;
            Parallel.For(0, Rows, row =>
            {
                double r = Math.Clamp((row + 0.5) / _factor - 0.5, 0, _coarseRows - 1.0001);
                for (int column = 0; column < Columns; column++)
                {
                    double c = Math.Clamp((column + 0.5) / _factor - 0.5, 0, _coarseColumns - 1.0001);
                    int c0 = (int)c, r0 = (int)r, i = r0 * _coarseColumns + c0;
                    double u = c - c0, v = r - r0;
                    Heights[row * Columns + column] -= (float)(1.25 * ((errors[i] * (1 - u) + errors[i + 1] * u) * (1 - v)
                        + (errors[i + _coarseColumns] * (1 - u) + errors[i + _coarseColumns + 1] * u) * v));
                }
            });
        }
        double[] left = MeanErrors();
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
                Heights[row * Columns + column] -= (float)left[row / _factor * _coarseColumns + column / _factor];
        }
    }

    private double[] MeanErrors()
    {
        var sums = new double[_coarseColumns * _coarseRows];
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
                sums[row / _factor * _coarseColumns + column / _factor] += Heights[row * Columns + column];
        }
        for (int i = 0; i < sums.Length; i++)
        {
            int coarse = (_firstRow + i / _coarseColumns) * _dem.Columns + _firstColumn + i % _coarseColumns;
            sums[i] = sums[i] / (_factor * _factor) - _dem.Heights[coarse];
        }
        return sums;
    }
}
