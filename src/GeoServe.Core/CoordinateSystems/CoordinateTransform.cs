using GeoServe.Core.Geometries;

namespace GeoServe.Core.CoordinateSystems;

/// <summary>The way from one CRS to another, x east and y north on both sides whatever the axis order of either. Safe for concurrent calls.</summary>
/// <remarks>
/// Made by <see cref="CrsRegistry.Between"/>. WGS 84 and CGCS2000 count as one datum, as in PROJ. Beijing 1954 too: EPSG names no
/// transformation for most of China, and PROJ then leaves the degrees as they are (a "ballpark" transformation); such
/// positions are off by the datum's shift, some 50 to 150 m.
/// </remarks>
public sealed class CoordinateTransform
{
    // Positions along each side of a box, corners included: PROJ's proj_trans_bounds, as GDAL calls it.
    private const int PositionsPerSide = 21;

    private readonly Projection _from;
    private readonly Projection _to;

    internal CoordinateTransform(Crs from, Projection fromProjection, Crs to, Projection toProjection)
    {
        From = from;
        To = to;
        _from = fromProjection;
        _to = toProjection;
        IsIdentity = ReferenceEquals(fromProjection, toProjection);
    }

    /// <summary>The CRS of the positions that come in.</summary>
    public Crs From { get; }

    /// <summary>The CRS of the positions that go out.</summary>
    public Crs To { get; }

    /// <summary>True when nothing changes, such as between EPSG:4326, EPSG:4490 and CRS84.</summary>
    public bool IsIdentity { get; }

    /// <summary>
    /// Transforms x, y, x, y, ... in place, without allocating. A position that has no place in <see cref="To"/> becomes NaN, in one or
    /// both of its numbers. In Web Mercator the poles are at infinity and nothing is cut off at 85.06 degrees: the caller clamps.
    /// </summary>
    public void Transform(Span<double> xy)
    {
        if (IsIdentity) return;
        _from.Inverse(xy);
        _to.Forward(xy);
    }

    /// <summary>Transforms one position; see <see cref="Transform(Span{double})"/>.</summary>
    public Position Transform(Position position)
    {
        Span<double> xy = [position.X, position.Y];
        Transform(xy);
        return new Position(xy[0], xy[1]);
    }

    /// <summary>
    /// The box around the sides of <paramref name="box"/>, each taken at 21 positions, since straight sides become curves. Positions that
    /// cannot be transformed do not count; empty where none can, or where <paramref name="box"/> is. A pole inside a box in a
    /// projected CRS is not noticed.
    /// </summary>
    public Box Transform(in Box box)
    {
        if (IsIdentity || box.IsEmpty) return box;
        Span<double> xy = stackalloc double[PositionsPerSide * 4 * 2];
        for (int i = 0; i < PositionsPerSide; i++)
        {
            double part = (double)i / (PositionsPerSide - 1);
            double x = i == PositionsPerSide - 1 ? box.MaxX : box.MinX + box.Width * part;
            double y = i == PositionsPerSide - 1 ? box.MaxY : box.MinY + box.Height * part;
            Span<double> four = xy.Slice(i * 8, 8);
            (four[0], four[1], four[2], four[3]) = (x, box.MinY, x, box.MaxY);
            (four[4], four[5], four[6], four[7]) = (box.MinX, y, box.MaxX, y);
        }
        Transform(xy);
        Box result = Box.Empty;
        for (int i = 0; i < xy.Length; i += 2) result = result.Including(xy[i], xy[i + 1]);
        return result;
    }
}
