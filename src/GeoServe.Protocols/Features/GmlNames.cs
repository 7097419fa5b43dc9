using System.Xml;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Protocols.Features;

/// <summary>How collections, columns and values are named and typed in GML. One place, so that schema and features agree.</summary>
internal static class GmlNames
{
    /// <summary>GML 3.2.</summary>
    public const string Gml = "http://www.opengis.net/gml/3.2";

    /// <summary>Namespace of all feature types of this server.</summary>
    public const string Types = "urn:geoserve:features";

    /// <summary>Prefix of <see cref="Types"/> where we choose it.</summary>
    public const string Prefix = "gs";

    /// <summary>XML Schema instance.</summary>
    public const string Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>A name as XML: what XML does not allow in names is written as <c>_x0022_</c> (ISO 9075-14), so that it can be read back.</summary>
    public static string Encode(string name) => XmlConvert.EncodeLocalName(name);

    /// <summary>A column's type in a schema.</summary>
    public static string TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => "xsd:boolean",
        ValueKind.Integer => "xsd:long",
        ValueKind.Real => "xsd:double",
        ValueKind.Date => "xsd:date",
        ValueKind.Instant => "xsd:dateTime",
        ValueKind.Bytes => "xsd:base64Binary",
        _ => "xsd:string",
    };

    /// <summary>A geometry's type in a schema.</summary>
    public static string TypeOf(ShapeType type) => type switch
    {
        ShapeType.Point => "gml:PointPropertyType",
        ShapeType.LineString => "gml:CurvePropertyType",
        ShapeType.Polygon => "gml:SurfacePropertyType",
        ShapeType.MultiPoint => "gml:MultiPointPropertyType",
        ShapeType.MultiLineString => "gml:MultiCurvePropertyType",
        ShapeType.MultiPolygon => "gml:MultiSurfacePropertyType",
        ShapeType.GeometryCollection => "gml:MultiGeometryPropertyType",
        _ => "gml:GeometryPropertyType",
    };

    /// <summary>A value as XML Schema writes it.</summary>
    public static string TextOf(in Value value) => value.Kind switch
    {
        ValueKind.Real when double.IsPositiveInfinity(value.AsNumber()) => "INF",
        ValueKind.Real when double.IsNegativeInfinity(value.AsNumber()) => "-INF",
        ValueKind.Text => XmlCharacters.Clean(value.AsText()),
        _ => value.ToString(),
    };
}
