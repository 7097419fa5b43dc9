using GeoServe.Core.Geometries;

namespace GeoServe.Core.TileMatrices;

/// <summary>
/// The grid of whole numbers in which tile indexes keep positions: Web Mercator's square in 2^32 steps a side (9 mm), x growing
/// to the east from -2^31 at 180 W, y growing downwards from -2^31 at 85.06 N. Positions beyond the square lie on its sides.
/// </summary>
public static class WorldGrid
{
    /// <summary>Steps across the world.</summary>
    public const double Steps = 4_294_967_296.0;

    /// <summary>Side of one step, in metres of Web Mercator.</summary>
    public const double StepMetres = 2 * TileMatrixSet.MercatorHalf / Steps;

    /// <summary>The whole grid.</summary>
    public static GridBox All { get; } = new(int.MinValue, int.MinValue, int.MaxValue, int.MaxValue);

    /// <summary>Column of a Web Mercator easting, not rounded and not cut to the grid.</summary>
    public static double X(double easting) => easting / StepMetres;

    /// <summary>Row of a Web Mercator northing, likewise.</summary>
    public static double Y(double northing) => -northing / StepMetres;

    /// <summary>Column or row of the tile of WebMercatorQuad in which a step lies.</summary>
    /// <param name="step">Column or row of the grid.</param> <param name="zoom">0 to 24.</param>
    public static int TileOf(int step, int zoom) => (int)(((long)step + (1L << 31)) >> (32 - zoom));

    /// <summary>The nearest step; beyond the grid its side. NaN gives 0: callers leave such positions out before.</summary>
    public static int Round(double step) => step >= int.MaxValue ? int.MaxValue : step <= int.MinValue ? int.MinValue : (int)Math.Round(step);

    /// <summary>The steps that a box in Web Mercator metres covers, cut to the grid.</summary>
    public static GridBox Cover(Box mercator) => new(
        Round(Math.Floor(X(mercator.MinX))), Round(Math.Floor(Y(mercator.MaxY))),
        Round(Math.Ceiling(X(mercator.MaxX))), Round(Math.Ceiling(Y(mercator.MinY))));

    /// <summary>The box in Web Mercator metres.</summary>
    public static Box Mercator(GridBox box) => new(
        box.MinX * StepMetres, -(box.MaxY * StepMetres), box.MaxX * StepMetres, -(box.MinY * StepMetres));
}
