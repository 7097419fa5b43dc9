using GeoServe.Core.Geometries;

namespace GeoServe.Core.Sources;

/// <summary>
/// Takes places in a raster to its CRS: x = OriginX + column * ColumnX + row * RowX, y likewise. Column 0, row 0 is the outer corner of the first
/// pixel, 0.5 and 0.5 its middle. x is east, y north.
/// </summary>
/// <param name="OriginX">x of the outer corner of the first pixel.</param> <param name="ColumnX">x that one column adds.</param> <param name="RowX">x that one row adds.</param>
/// <param name="OriginY">y of the outer corner of the first pixel.</param> <param name="ColumnY">y that one column adds.</param> <param name="RowY">y that one row adds.</param>
public readonly record struct PixelTransform(double OriginX, double ColumnX, double RowX, double OriginY, double ColumnY, double RowY)
{
    /// <summary>True when columns run along x and rows along y.</summary>
    public bool IsUpright => RowX == 0 && ColumnY == 0;

    /// <summary>False where it cannot be turned round: all places would lie on a line, or numbers are none.</summary>
    public bool IsSound => double.IsFinite(OriginX) && double.IsFinite(OriginY) && double.IsFinite(1 / Determinant);

    /// <summary>Area of a pixel in square units of the CRS, negative where rows run south.</summary>
    private double Determinant => (ColumnX * RowY) - (RowX * ColumnY);

    /// <summary>The place in the CRS of a place in the raster.</summary>
    public Position ToCrs(double column, double row) => new(OriginX + (column * ColumnX) + (row * RowX), OriginY + (column * ColumnY) + (row * RowY));

    /// <summary>Takes x, y, x, y, ... of the CRS to column, row, column, row, ... in place.</summary>
    public void ToPixels(Span<double> xy)
    {
        double one = 1 / Determinant;
        for (int i = 0; i + 1 < xy.Length; i += 2)
        {
            double x = xy[i] - OriginX, y = xy[i + 1] - OriginY;
            xy[i] = ((x * RowY) - (y * RowX)) * one;
            xy[i + 1] = ((y * ColumnX) - (x * ColumnY)) * one;
        }
    }

    /// <summary>The box around a raster of this many pixels, in the CRS.</summary>
    public Box BoundsOf(int width, int height)
    {
        Box box = Box.Empty;
        foreach (Position corner in (ReadOnlySpan<Position>)[ToCrs(0, 0), ToCrs(width, 0), ToCrs(0, height), ToCrs(width, height)]) box = box.Including(corner.X, corner.Y);
        return box;
    }
}
