using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Maps;

/// <summary>
/// Takes positions from the <see cref="WorldGrid"/> to scene units of a view. Web Mercator to itself is a scale; to a geographic CRS x
/// is a scale and y goes through the inverse Mercator projection (EPSG method 1024). Nothing lies beyond the grid, 85.06 degrees north and south.
/// </summary>
internal readonly struct ViewProjection
{
    private readonly bool _geographic;
    private readonly double _originX;
    private readonly double _originY;
    private readonly double _unitsPerX;
    private readonly double _unitsPerY;

    /// <exception cref="RequestException">The CRS is neither Web Mercator nor geographic on WGS 84 or CGCS2000.</exception>
    public ViewProjection(MapView view)
    {
        _geographic = view.Crs.IsGeographic;
        if (!_geographic && view.Crs != Crs.WebMercator)
        {
            throw new RequestException(RequestFault.NotSupported, "CRS", $"Maps are not drawn in {view.Crs.Name}.");
        }
        _originX = view.Box.MinX;
        _originY = view.Box.MaxY;
        double perUnitX = view.WidthUnits / view.Box.Width, perUnitY = view.HeightUnits / view.Box.Height;
        if (_geographic)
        {
            _unitsPerX = perUnitX * 360 / WorldGrid.Steps;
            _unitsPerY = perUnitY;
            _originX *= WorldGrid.Steps / 360;
        }
        else
        {
            _unitsPerX = perUnitX * WorldGrid.StepMetres;
            _unitsPerY = perUnitY * WorldGrid.StepMetres;
            _originX = WorldGrid.X(_originX);
            _originY = WorldGrid.Y(_originY);
        }
    }

    /// <summary>Scene units across one step.</summary>
    public double UnitsPerStep => _unitsPerX;

    /// <summary>Scene unit of a grid column; columns beyond the grid continue it, as the world goes round.</summary>
    public int X(long step) => (int)Math.Round((step - _originX) * _unitsPerX);

    /// <summary>Scene unit of a grid row.</summary>
    public int Y(int step) => _geographic
        ? (int)Math.Round((_originY - Latitude(step)) * _unitsPerY)
        : (int)Math.Round((step - _originY) * _unitsPerY);

    /// <summary>True when straight lines of the grid are bent in the view.</summary>
    public bool IsBent => _geographic;

    /// <summary>
    /// At most how many units a straight line of the grid that crosses so many rows runs beside the straight line in the view between its ends: an eighth
    /// of the square of the rows, times the most that the latitude's second derivative by them is (a half, in radians).
    /// </summary>
    /// <param name="minRow">The upper row.</param> <param name="maxRow">The lower row.</param>
    public double Bend(int minRow, int maxRow)
    {
        if (!_geographic) return 0;
        double rows = ((double)maxRow - minRow) * (2 * Math.PI / WorldGrid.Steps);
        return rows * rows / 16 * (180 / Math.PI) * _unitsPerY;
    }

    /// <summary>The steps from which the units <paramref name="marginUnits"/> around the view come, not cut to the grid.</summary>
    public (double MinX, double MinY, double MaxX, double MaxY) Steps(MapView view, double marginUnits)
    {
        double minX = _originX - (marginUnits / _unitsPerX), maxX = _originX + ((view.WidthUnits + marginUnits) / _unitsPerX);
        if (!_geographic)
        {
            return (minX, _originY - (marginUnits / _unitsPerY), maxX, _originY + ((view.HeightUnits + marginUnits) / _unitsPerY));
        }
        double north = _originY + (marginUnits / _unitsPerY), south = _originY - ((view.HeightUnits + marginUnits) / _unitsPerY);
        return (minX, Row(north), maxX, Row(south));
    }

    private static double Latitude(int row) => Math.Atan(Math.Sinh(-row * (2 * Math.PI / WorldGrid.Steps))) * (180 / Math.PI);

    private static double Row(double latitude)
    {
        double sine = Math.Sin(Math.Clamp(latitude, -89.999, 89.999) * (Math.PI / 180));
        return -Math.Atanh(sine) * (WorldGrid.Steps / (2 * Math.PI));
    }
}
