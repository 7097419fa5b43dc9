using System.Globalization;
using GeoServe.Core;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;

namespace GeoServe.Protocols.Wfs;

/// <summary>The parameter BBOX (OGC 09-025r2, Table 8; OGC 06-121r9, 10.2.3): two corners, then perhaps the CRS that they are in.</summary>
internal static class WfsBox
{
    /// <summary>Reads it and brings it to the CRS of the source, x first.</summary>
    /// <param name="text">Four numbers, or six with heights, which do not count; then perhaps a CRS.</param>
    /// <param name="source">The CRS of the features; also that of the numbers, in its authority's axis order, where no CRS is named.</param>
    /// <exception cref="RequestException">It is no box, or its CRS is not known.</exception>
    public static Box Parse(string text, Crs source)
    {
        string[] parts = text.Split(',');
        int count = parts.Length is 6 or 7 ? 6 : 4;
        if (parts.Length is not (4 or 5 or 6 or 7)) throw Invalid(text, "four numbers and perhaps a CRS");
        var crs = new CrsReference(source, AuthorityOrder: true);
        if (parts.Length > count) crs = WfsCrs.Require(parts[count].Trim(), "bbox");
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
            {
                throw Invalid(text, $"'{parts[i]}' is no number");
            }
        }
        (double first, double second, double first2, double second2) = (numbers[0], numbers[1], numbers[count / 2], numbers[count / 2 + 1]);
        Box box = crs.NorthFirst ? new Box(second, first, second2, first2) : new Box(first, second, first2, second2);
        if (box.IsEmpty) throw Invalid(text, "the lower corner must come first, and a box over the date line be asked for in two parts");
        return CrsRegistry.Between(crs.Crs, source).Transform(box);
    }

    private static RequestException Invalid(string text, string why) => new(RequestFault.InvalidParameter, "bbox", $"BBOX={text} is no box: {why}.");
}
