using System.Globalization;
using System.Xml;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;

namespace GeoServe.Protocols.Features;

/// <summary>Writes geometries as GML 3.2.1 (OGC 07-036), in the axis order that the name of the CRS means.</summary>
internal sealed class GmlGeometry(XmlWriter xml, CrsReference crs)
{
    private const string Gml = GmlNames.Gml;

    private readonly bool _northFirst = crs.NorthFirst;
    private char[] _text = new char[1024];
    private int _length;

    /// <summary>Writes a geometry that is not empty; a single one as its multi type where the column is of that.</summary>
    /// <param name="shape">The geometry.</param>
    /// <param name="columnType">Type of the column.</param>
    /// <param name="id">Its gml:id; those of its parts follow from it.</param>
    public void Write(Shape shape, ShapeType columnType, string id)
    {
        bool promoted = shape.Type is ShapeType.Point or ShapeType.LineString or ShapeType.Polygon && columnType == shape.Type + 3;
        Write(shape, promoted ? columnType : shape.Type, id, isOuter: true);
    }

    /// <summary>Writes the box of a feature.</summary>
    public void WriteBoundedBy(Box box)
    {
        xml.WriteStartElement("boundedBy", Gml);
        xml.WriteStartElement("Envelope", Gml);
        xml.WriteAttributeString("srsName", crs.Name);
        WriteCorner("lowerCorner", box.MinX, box.MinY);
        WriteCorner("upperCorner", box.MaxX, box.MaxY);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void Write(Shape shape, ShapeType type, string id, bool isOuter)
    {
        xml.WriteStartElement("gml", ElementOf(type), Gml);
        xml.WriteAttributeString("id", Gml, id);
        if (isOuter) xml.WriteAttributeString("srsName", crs.Name);
        if (isOuter && HasHeights(shape)) xml.WriteAttributeString("srsDimension", "3");
        switch (type)
        {
            case ShapeType.Point: WritePositions("pos", shape, 0, 1); break;
            case ShapeType.LineString: WritePositions("posList", shape, 0, shape.PositionCount); break;
            case ShapeType.Polygon: WriteRings(shape, 0, shape.PartEnds.Length); break;
            case ShapeType.MultiPoint: WriteMembers(shape, "pointMember", "Point", "pos", id); break;
            case ShapeType.MultiLineString: WriteMembers(shape, "curveMember", "LineString", "posList", id); break;
            case ShapeType.MultiPolygon: WritePolygons(shape, id); break;
            default: WriteCollection(shape, id); break;
        }
        xml.WriteEndElement();
    }

    private void WriteMembers(Shape shape, string memberName, string elementName, string positionsName, string id)
    {
        for (int part = 0; part < shape.PartEnds.Length; part++)
        {
            xml.WriteStartElement(memberName, Gml);
            xml.WriteStartElement(elementName, Gml);
            WriteId(id, part);
            WritePositions(positionsName, shape, Start(shape, part), shape.PartEnds[part]);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
    }

    private void WritePolygons(Shape shape, string id)
    {
        int first = 0;
        for (int polygon = 0; polygon < shape.PolygonEnds.Length; polygon++)
        {
            xml.WriteStartElement("surfaceMember", Gml);
            xml.WriteStartElement("Polygon", Gml);
            WriteId(id, polygon);
            WriteRings(shape, first, shape.PolygonEnds[polygon]);
            xml.WriteEndElement();
            xml.WriteEndElement();
            first = shape.PolygonEnds[polygon];
        }
    }

    private void WriteCollection(Shape shape, string id)
    {
        for (int i = 0; i < shape.Members.Count; i++)
        {
            if (shape.Members[i].IsEmpty) continue;
            xml.WriteStartElement("geometryMember", Gml);
            Write(shape.Members[i], shape.Members[i].Type, $"{id}.{(i + 1).ToString(CultureInfo.InvariantCulture)}", isOuter: false);
            xml.WriteEndElement();
        }
    }

    private void WriteRings(Shape shape, int first, int end)
    {
        for (int ring = first; ring < end; ring++)
        {
            xml.WriteStartElement(ring == first ? "exterior" : "interior", Gml);
            xml.WriteStartElement("LinearRing", Gml);
            WritePositions("posList", shape, Start(shape, ring), shape.PartEnds[ring]);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
    }

    private void WritePositions(string name, Shape shape, int from, int end)
    {
        xml.WriteStartElement(name, Gml);
        _length = 0;
        for (int i = from; i < end; i++)
        {
            double x = shape.Coordinates[2 * i], y = shape.Coordinates[2 * i + 1];
            Append(_northFirst ? y : x);
            Append(_northFirst ? x : y);
            if (shape.HasHeights) Append(double.IsFinite(shape.Heights[i]) ? shape.Heights[i] : 0);
        }
        xml.WriteRaw(_text, 0, Math.Max(0, _length - 1));
        xml.WriteEndElement();
    }

    private void WriteCorner(string name, double x, double y)
    {
        xml.WriteStartElement(name, Gml);
        _length = 0;
        Append(_northFirst ? y : x);
        Append(_northFirst ? x : y);
        xml.WriteRaw(_text, 0, _length - 1);
        xml.WriteEndElement();
    }

    private void WriteId(string id, int part) => xml.WriteAttributeString("id", Gml, $"{id}.{(part + 1).ToString(CultureInfo.InvariantCulture)}");

    // The shortest digits that read back the same, then a space.
    private void Append(double number)
    {
        if (_text.Length - _length < 40) Array.Resize(ref _text, _text.Length * 2);
        number.TryFormat(_text.AsSpan(_length), out int written, "R", CultureInfo.InvariantCulture);
        _length += written;
        _text[_length++] = ' ';
    }

    private static bool HasHeights(Shape shape) => shape.HasHeights || shape.Members.Any(HasHeights);

    private static int Start(Shape shape, int part) => part == 0 ? 0 : shape.PartEnds[part - 1];

    private static string ElementOf(ShapeType type) => type switch
    {
        ShapeType.MultiLineString => "MultiCurve",
        ShapeType.MultiPolygon => "MultiSurface",
        ShapeType.GeometryCollection => "MultiGeometry",
        _ => type.ToString(),
    };
}
