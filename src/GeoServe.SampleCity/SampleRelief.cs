using GeoServe.SampleCity.Relief;

namespace GeoServe.SampleCity;

/// <summary>
/// The ground of the sample city as a grid in WGS 84, row by row from the north-west: the coarse relief that is real, and invented detail. Watersheds, hillslopes and slopes of the city's tables
/// come from the same one.
/// </summary>
/// <param name="Columns">Cells from west to east.</param> <param name="Rows">Cells from north to south.</param>
/// <param name="West">Longitude of the west side.</param> <param name="North">Latitude of the north side.</param>
/// <param name="CellLon">Degrees of a cell.</param> <param name="CellLat">Likewise.</param>
/// <param name="Heights">Metres above the sea.</param>
/// <param name="Slopes">Degrees, over 800 metres.</param>
public sealed record SampleRelief(int Columns, int Rows, double West, double North, double CellLon, double CellLat, float[] Heights, float[] Slopes)
{
    /// <summary>The ground of a city.</summary>
    /// <param name="seed">What is real.</param> <param name="options">How big, and which one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not above 0 and at most 1.</exception>
    public static SampleRelief Of(SampleSeed seed, SampleCityOptions options)
    {
        options.Check();
        RefinedRelief relief = City.ReliefOf(seed, options, [.. seed.Rivers.Select(RiverCourse.Of)]);
        var slopes = new float[relief.Heights.Length];
        Parallel.For(0, slopes.Length, cell =>
        {
            (double x, double y) = relief.MiddleOf(cell);
            slopes[cell] = (float)(Math.Atan(relief.SlopeAt(x, y)) * 180 / Math.PI);
        });
        return new(relief.Columns, relief.Rows, relief.West, relief.North, relief.CellLon, relief.CellLat, relief.Heights, slopes);
    }
}
