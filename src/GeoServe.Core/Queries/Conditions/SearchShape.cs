using System.Globalization;
using System.Text;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>
/// A geometry that features are searched by, in longitude and latitude; its sides are straight in Web Mercator, as the features' are on the
/// grid. Equal where the geometry is the same, however its rings and members were ordered. Safe for concurrent calls.
/// </summary>
public sealed class SearchShape : IEquatable<SearchShape>
{
    private const double MercatorLatitude = 85.06;

    private readonly Geometry _geometry;
    private readonly IPreparedGeometry _grid;
    private readonly Envelope _box;
    private readonly bool _isRectangle;

    /// <param name="geometry">In CRS84, valid, not empty; kept, so it must not be changed.</param>
    internal SearchShape(Geometry geometry)
    {
        _geometry = geometry.Normalized();
        Geometry grid = _geometry.Copy();
        grid.Apply(new ToGrid());
        grid.GeometryChanged();
        _grid = PreparedGeometryFactory.Prepare(grid);
        _box = grid.EnvelopeInternal;
        _isRectangle = grid.IsRectangle;
    }

    /// <summary>True where a feature's geometry and this one share a position.</summary>
    /// <param name="kind">Points, lines or polygons.</param>
    /// <param name="coordinates">x, y, x, y in steps of the grid; rings do not repeat their first position.</param>
    /// <param name="partEnds">For each part the number of positions up to its end; an outer ring has positive area (y down), its holes follow.</param>
    internal bool Meets(GeometryKind kind, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds)
    {
        int minX = int.MaxValue, minY = int.MaxValue, maxX = int.MinValue, maxY = int.MinValue;
        for (int i = 0; i < coordinates.Length; i += 2)
        {
            (minX, maxX) = (Math.Min(minX, coordinates[i]), Math.Max(maxX, coordinates[i]));
            (minY, maxY) = (Math.Min(minY, coordinates[i + 1]), Math.Max(maxY, coordinates[i + 1]));
        }
        if (minX > _box.MaxX || maxX < _box.MinX || minY > _box.MaxY || maxY < _box.MinY) return false;
        // Most features of a search by box: no geometry is built for them.
        bool inside = minX >= _box.MinX && maxX <= _box.MaxX && minY >= _box.MinY && maxY <= _box.MaxY;
        if (_isRectangle && (inside || coordinates.Length == 2)) return inside;
        return _grid.Intersects(GridGeometry.Of(kind, coordinates, partEnds));
    }

    /// <inheritdoc/>
    public bool Equals(SearchShape? other) => other is not null && _geometry.EqualsExact(other._geometry);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SearchShape);

    /// <inheritdoc/>
    public override int GetHashCode() => _geometry.EnvelopeInternal.GetHashCode();

    /// <summary>Well-known text without heights, numbers in the shortest form: one text for one geometry.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, _geometry);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Geometry geometry)
    {
        text.Append(geometry.GeometryType.ToUpperInvariant());
        AppendBody(text, geometry);
    }

    private static void AppendBody(StringBuilder text, Geometry geometry)
    {
        text.Append('(');
        switch (geometry)
        {
            case Polygon polygon:
                AppendBody(text, polygon.ExteriorRing);
                foreach (LineString hole in polygon.InteriorRings) AppendBody(text.Append(','), hole);
                break;
            case GeometryCollection collection:
                bool tagged = collection.GetType() == typeof(GeometryCollection);
                for (int i = 0; i < collection.NumGeometries; i++)
                {
                    if (i > 0) text.Append(',');
                    if (tagged) Append(text, collection[i]);
                    else AppendBody(text, collection[i]);
                }
                break;
            default:
                Coordinate[] positions = geometry.Coordinates;
                for (int i = 0; i < positions.Length; i++)
                {
                    text.Append(i > 0 ? "," : "").Append(Number(positions[i].X)).Append(' ').Append(Number(positions[i].Y));
                }
                break;
        }
        text.Append(')');
    }

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private sealed class ToGrid : ICoordinateSequenceFilter
    {
        private readonly CoordinateTransform _transform = CrsRegistry.Between(Crs.Crs84, Crs.WebMercator);

        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            Span<double> xy = [seq.GetX(i), Math.Clamp(seq.GetY(i), -MercatorLatitude, MercatorLatitude)];
            _transform.Transform(xy);
            seq.SetX(i, WorldGrid.Round(WorldGrid.X(xy[0])));
            seq.SetY(i, WorldGrid.Round(WorldGrid.Y(xy[1])));
        }
    }
}
