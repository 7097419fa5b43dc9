using GeoServe.Core.Geometries;

namespace GeoServe.SampleCity.Buildings;

/// <summary>A building: a rectangle, or an L cut out of one.</summary>
/// <param name="X">Middle, metres in the working plane.</param> <param name="Y">Likewise.</param>
/// <param name="Cos">Direction of its length.</param> <param name="Sin">Likewise.</param>
/// <param name="HalfLength">Metres.</param> <param name="HalfDepth">Metres.</param> <param name="IsAngled">True for an L.</param>
/// <param name="Use">Index into <see cref="Uses"/>.</param> <param name="Floors">From 1.</param> <param name="FloorHeight">Metres.</param>
/// <param name="Year">When it was built.</param> <param name="Township">Index of its township.</param>
internal readonly record struct Building(
    double X, double Y, double Cos, double Sin, double HalfLength, double HalfDepth, bool IsAngled,
    int Use, int Floors, double FloorHeight, int Year, int Township)
{
    public const int House = 0, Flats = 1, Offices = 2, Shops = 3, Works = 4, School = 5, Hospital = 6, Farm = 7, Public = 8;

    /// <summary>In Chinese and English.</summary>
    public static readonly (string Name, string NameEn)[] Uses =
    [
        ("自建住宅", "house"), ("住宅", "apartments"), ("办公", "office"), ("商业", "retail"), ("工业", "industrial"), ("教育", "school"),
        ("医疗", "hospital"), ("农房", "farmhouse"), ("公共服务", "public"),
    ];

    /// <summary>Fills a shape with its outline, counter-clockwise.</summary>
    public Shape CopyTo(Shape shape)
    {
        shape.Reset(ShapeType.Polygon);
        Add(shape, -HalfLength, -HalfDepth);
        Add(shape, HalfLength, -HalfDepth);
        if (IsAngled)
        {
            Add(shape, HalfLength, 0.12 * HalfDepth);
            Add(shape, -0.27 * HalfLength, 0.12 * HalfDepth);
            Add(shape, -0.27 * HalfLength, HalfDepth);
        }
        else
        {
            Add(shape, HalfLength, HalfDepth);
        }
        Add(shape, -HalfLength, HalfDepth);
        Add(shape, -HalfLength, -HalfDepth);
        shape.EndPart();
        shape.EndPolygon();
        return shape;
    }

    private void Add(Shape shape, double along, double across) => shape.Add(
        Plane.Snap(Plane.Lon(X + along * Cos - across * Sin)), Plane.Snap(Plane.Lat(Y + along * Sin + across * Cos)));
}
