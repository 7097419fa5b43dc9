using GeoServe.Core.Geometries;

namespace GeoServe.Sources.PostGis;

/// <summary>The type modifier of a geometry column: SRID in bits 8 to 28, type in bits 2 to 7, Z and M in bits 1 and 0 (liblwgeom.h.in).</summary>
internal static class PostGisModifier
{
    /// <summary>The SRID; 0 where none is declared.</summary>
    public static int Srid(int modifier) => modifier < 0 ? 0 : ((modifier & 0x0FFFFF00) - (modifier & 0x10000000)) >> 8;

    /// <summary>The type; curves and the rest, which have no number of their own here, are <see cref="ShapeType.Geometry"/>.</summary>
    public static ShapeType Type(int modifier) => modifier < 0 ? ShapeType.Geometry : ((modifier & 0xFC) >> 2) switch
    {
        >= 1 and <= 7 and int type => (ShapeType)type,
        _ => ShapeType.Geometry,
    };
}
