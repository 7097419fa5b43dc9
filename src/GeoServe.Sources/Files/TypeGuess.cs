using GeoServe.Core.Geometries;

namespace GeoServe.Sources.Files;

/// <summary>Finds the type that holds every geometry of a file: of single and multi of one kind the multi, of several kinds <see cref="ShapeType.Geometry"/>.</summary>
internal struct TypeGuess
{
    private int _seen;

    /// <summary>Counts a type in.</summary>
    public void Add(ShapeType type) => _seen |= 1 << (int)type;

    /// <summary>The type.</summary>
    public readonly ShapeType Type
    {
        get
        {
            for (int single = 1; single <= 3; single++)
            {
                int multi = single + 3;
                if (_seen != 0 && (_seen & ~(1 << single | 1 << multi)) == 0) return (ShapeType)((_seen & 1 << multi) != 0 ? multi : single);
            }
            return _seen == 1 << (int)ShapeType.GeometryCollection ? ShapeType.GeometryCollection : ShapeType.Geometry;
        }
    }

    /// <summary>The type in which a geometry is given, so that it fits the file's type: single ones become multi where that is one.</summary>
    public static ShapeType Fit(ShapeType type, ShapeType files) => (int)files == (int)type + 3 && type is ShapeType.Point or ShapeType.LineString or ShapeType.Polygon ? files : type;
}
