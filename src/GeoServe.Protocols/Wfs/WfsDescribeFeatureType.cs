using System.Text;
using System.Xml;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using GeoServe.Protocols.Features;

namespace GeoServe.Protocols.Wfs;

/// <summary>The application schema of collections (OGC 09-025r2, clause 9): flat simple features, attributes first, then the geometry.</summary>
internal static class WfsDescribeFeatureType
{
    /// <summary>The schema as UTF-8.</summary>
    public static byte[] Write(IEnumerable<Collection> collections)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("xsd", "schema", WfsNames.Xsd);
            xml.WriteAttributeString("xmlns", GmlNames.Prefix, null, GmlNames.Types);
            xml.WriteAttributeString("xmlns", "gml", null, GmlNames.Gml);
            xml.WriteAttributeString("targetNamespace", GmlNames.Types);
            xml.WriteAttributeString("elementFormDefault", "qualified");
            xml.WriteAttributeString("version", "1.0");
            xml.WriteStartElement("import", WfsNames.Xsd);
            xml.WriteAttributeString("namespace", GmlNames.Gml);
            xml.WriteAttributeString("schemaLocation", "http://schemas.opengis.net/gml/3.2.1/gml.xsd");
            xml.WriteEndElement();
            foreach (Collection collection in collections) WriteType(xml, collection);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private static void WriteType(XmlWriter xml, Collection collection)
    {
        string name = GmlNames.Encode(collection.Id);
        xml.WriteStartElement("element", WfsNames.Xsd);
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("type", $"{GmlNames.Prefix}:{name}Type");
        xml.WriteAttributeString("substitutionGroup", "gml:AbstractFeature");
        xml.WriteEndElement();
        xml.WriteStartElement("complexType", WfsNames.Xsd);
        xml.WriteAttributeString("name", $"{name}Type");
        xml.WriteStartElement("complexContent", WfsNames.Xsd);
        xml.WriteStartElement("extension", WfsNames.Xsd);
        xml.WriteAttributeString("base", "gml:AbstractFeatureType");
        xml.WriteStartElement("sequence", WfsNames.Xsd);
        foreach (Column column in collection.Schema.Columns) WriteProperty(xml, column.Name, GmlNames.TypeOf(column.Kind), column.Nullable, column.Nullable);
        // A feature without a place has no element; a nil geometry would want a reason.
        if (collection.Schema.GeometryName is { } geometry) WriteProperty(xml, geometry, GmlNames.TypeOf(collection.Schema.GeometryType), optional: true, nillable: false);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteProperty(XmlWriter xml, string name, string type, bool optional, bool nillable)
    {
        xml.WriteStartElement("element", WfsNames.Xsd);
        xml.WriteAttributeString("name", GmlNames.Encode(name));
        xml.WriteAttributeString("type", type);
        if (optional) xml.WriteAttributeString("minOccurs", "0");
        if (nillable) xml.WriteAttributeString("nillable", "true");
        xml.WriteEndElement();
    }
}
