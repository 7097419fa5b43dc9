using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;

namespace GeoServe.TestKit.Fakes;

/// <summary>A row of a <see cref="ShapeSource"/>.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Fill">Writes its geometry in the CRS of the source; null where the row has none.</param>
/// <param name="Values">A value for each column.</param>
public sealed record ShapeRow(FeatureId Id, Action<Shape>? Fill, params Value[] Values)
{
    /// <summary>Fills a shape of Web Mercator with parts given in steps of the world grid, so that they come back as they are.</summary>
    /// <param name="type">The type; of polygons each part with a positive area begins one, as in a tile.</param>
    /// <param name="parts">x, y, x, y; rings do not repeat their first position.</param>
    public static Action<Shape> OnGrid(ShapeType type, params int[][] parts) => shape =>
    {
        shape.Reset(type);
        bool isArea = type is ShapeType.Polygon or ShapeType.MultiPolygon;
        for (int i = 0; i < parts.Length; i++)
        {
            if (isArea && i > 0 && Rings.TwiceArea(parts[i]) > 0) shape.EndPolygon();
            for (int j = 0; j < parts[i].Length; j += 2) Add(shape, parts[i][j], parts[i][j + 1]);
            if (isArea) Add(shape, parts[i][0], parts[i][1]);
            shape.EndPart();
        }
        if (isArea) shape.EndPolygon();
    };

    /// <summary>A geometry collection of such shapes.</summary>
    public static Action<Shape> Collection(params Action<Shape>[] members) => shape =>
    {
        shape.Reset(ShapeType.GeometryCollection);
        foreach (Action<Shape> fill in members)
        {
            var member = new Shape();
            fill(member);
            shape.AddMember(member);
        }
    };

    /// <summary>A schema for shapes on the grid: Web Mercator, no key.</summary>
    public static FeatureSchema SchemaOf(ShapeType type, params Column[] columns) => new([.. columns], null, "geom", type, Crs.WebMercator);

    private static void Add(Shape shape, int x, int y) => shape.Add(x * WorldGrid.StepMetres, -(y * WorldGrid.StepMetres));
}
