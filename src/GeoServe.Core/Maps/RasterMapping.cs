using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;

namespace GeoServe.Core.Maps;

/// <summary>
/// Says for each pixel of a view which place of a raster is seen there. Exact for each pixel where longitude and latitude part (Web Mercator and degrees);
/// else exact at every 16th pixel each way and straight between, unless that is off by more than an eighth of a pixel: then exact for each pixel there, too.
/// Neighbouring views of one grid give the same places. Not safe for concurrent use.
/// </summary>
internal sealed class RasterMapping
{
    /// <summary>Pixels from one exact place to the next.</summary>
    public const int CellPixels = 16;

    // Of a pixel of the picture.
    private const double MostError = 0.125;

    private readonly CoordinateTransform _toRaster;
    private readonly PixelTransform _pixels;
    private readonly double _left, _top, _perPixelX, _perPixelY, _turn;
    private readonly int _margin, _width, _cells;
    private readonly bool _isApart;
    private readonly double[] _columns;
    private readonly bool[] _isExact;
    private double[] _above, _below;
    private int _cellRow = int.MinValue;

    /// <summary>The places of a raster in a view.</summary>
    /// <param name="view">The view.</param> <param name="info">The raster.</param> <param name="margin">Pixels around the picture that are asked for.</param>
    /// <param name="turn">Units of the raster's CRS by which the raster is looked for further east: once round the world, or 0.</param>
    public RasterMapping(MapView view, RasterInfo info, int margin, double turn)
    {
        _toRaster = CrsRegistry.Between(view.Crs, info.Crs);
        _pixels = info.Transform;
        (_left, _top, _turn, _margin) = (view.Box.MinX, view.Box.MaxY, turn, margin);
        _width = view.WidthPixels * view.Scale;
        _perPixelX = view.Box.Width / _width;
        _perPixelY = view.Box.Height / (view.HeightPixels * view.Scale);
        _isApart = info.Transform.IsUpright && IsApart(view.Crs) && IsApart(info.Crs);
        _cells = ((_width + margin - 1) / CellPixels) + 2;
        _columns = new double[(_width + (2 * margin)) * 2];
        _above = new double[_cells * 2 + 2];
        _below = new double[_cells * 2 + 2];
        _isExact = new bool[_cells];
        if (!_isApart) return;
        for (int i = 0; i < _columns.Length / 2; i++) (_columns[i * 2], _columns[(i * 2) + 1]) = (X(i - margin + 0.5), view.Box.Centre.Y);      // where there is a row for certain: Web Mercator has none at the poles
        ToRaster(_columns);
    }

    private static bool IsApart(Crs crs) => crs.IsGeographic || crs == Crs.WebMercator;

    /// <summary>The places of one place of the picture, in pixels of the raster; NaN where the raster's CRS has none.</summary>
    public (double Column, double Row) At(double x, double y)
    {
        Span<double> place = [X(x), Y(y)];
        ToRaster(place);
        return (place[0], place[1]);
    }

    /// <summary>The places of the middles of a row's pixels, margins included, as column, row, column, row, ... in pixels of the raster.</summary>
    /// <param name="y">0 is the picture's first row.</param> <param name="places">Filled.</param>
    public void Row(int y, Span<double> places)
    {
        if (_isApart)
        {
            double row = At(0, y + 0.5).Row;
            for (int i = 0; i < places.Length; i += 2) (places[i], places[i + 1]) = (_columns[i], row);
            return;
        }
        int cellRow = (int)Math.Floor(y / (double)CellPixels);
        if (cellRow != _cellRow) EnterRow(cellRow);
        double down = (y + 0.5 - (cellRow * CellPixels)) / CellPixels;
        for (int i = 0; i < places.Length / 2; i++)
        {
            int x = i - _margin, cell = (x + CellPixels) / CellPixels;        // the first cell begins 16 pixels left of the picture
            if (_isExact[cell])
            {
                (places[i * 2], places[(i * 2) + 1]) = At(x + 0.5, y + 0.5);
                continue;
            }
            double across = (x + 0.5 - ((cell - 1) * CellPixels)) / CellPixels;
            for (int axis = 0; axis < 2; axis++)
            {
                int at = (cell * 2) + axis;
                double above = _above[at] + ((_above[at + 2] - _above[at]) * across), below = _below[at] + ((_below[at + 2] - _below[at]) * across);
                places[(i * 2) + axis] = above + ((below - above) * down);
            }
        }
    }

    private void EnterRow(int cellRow)
    {
        if (cellRow == _cellRow + 1) (_above, _below) = (_below, _above);
        else Nodes(cellRow, _above);
        Nodes(cellRow + 1, _below);
        _cellRow = cellRow;
        for (int cell = 0; cell < _cells; cell++)
        {
            (double column, double row) = At(((cell - 1) * CellPixels) + (CellPixels / 2), (cellRow * CellPixels) + (CellPixels / 2));
            int at = cell * 2;
            double offColumn = ((_above[at] + _above[at + 2] + _below[at] + _below[at + 2]) / 4) - column;
            double offRow = ((_above[at + 1] + _above[at + 3] + _below[at + 1] + _below[at + 3]) / 4) - row;
            double pixel = Math.Sqrt(Square(_above[at + 2] - _above[at]) + Square(_above[at + 3] - _above[at + 1])) / CellPixels;
            _isExact[cell] = !(Math.Sqrt(Square(offColumn) + Square(offRow)) <= pixel * MostError);      // what is no number, too
        }
    }

    private void Nodes(int cellRow, double[] places)
    {
        for (int i = 0; i <= _cells; i++) (places[i * 2], places[(i * 2) + 1]) = (X((i - 1) * CellPixels), Y(cellRow * CellPixels));
        ToRaster(places);
    }

    private static double Square(double number) => number * number;

    private double X(double pixel) => _left + (pixel * _perPixelX);

    private double Y(double pixel) => _top - (pixel * _perPixelY);

    private void ToRaster(Span<double> xy)
    {
        _toRaster.Transform(xy);
        if (_turn != 0)
        {
            for (int i = 0; i < xy.Length; i += 2) xy[i] += _turn;
        }
        _pixels.ToPixels(xy);
    }
}
