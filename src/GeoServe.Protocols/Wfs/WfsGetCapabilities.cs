using System.Globalization;
using System.Text;
using System.Xml;
using GeoServe.Core.Catalogs;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.Queries;
using GeoServe.Protocols.Features;
using GeoServe.Protocols.Ows;

namespace GeoServe.Protocols.Wfs;

/// <summary>The capabilities of WFS 2.0.0 (OGC 09-025r2, clause 8.3), valid by wfs.xsd. They claim what is there, no more.</summary>
internal sealed class WfsGetCapabilities(Catalog catalog, ServiceDescription service, FeatureLimits limits, string baseAddress)
{
    private const string Ows = OwsExceptionReport.Namespace;
    private const string Wfs = WfsNames.Wfs;
    private const string Fes = WfsNames.Fes;

    // Table 13.
    private static readonly (string Name, bool Value)[] ServiceConstraints =
    [
        ("ImplementsBasicWFS", false), ("ImplementsTransactionalWFS", false), ("ImplementsLockingWFS", false), ("KVPEncoding", true), ("XMLEncoding", true),
        ("SOAPEncoding", false), ("ImplementsInheritance", false), ("ImplementsRemoteResolve", false), ("ImplementsResultPaging", true),
        ("ImplementsStandardJoins", false), ("ImplementsSpatialJoins", false), ("ImplementsTemporalJoins", false), ("ImplementsFeatureVersioning", false),
        ("ManageStoredQueries", false), ("PagingIsTransactionSafe", false),
    ];

    // OGC 09-026r2, Table 1.
    private static readonly (string Name, bool Value)[] FilterConstraints =
    [
        ("ImplementsQuery", true), ("ImplementsAdHocQuery", true), ("ImplementsFunctions", false), ("ImplementsResourceId", true),
        ("ImplementsMinStandardFilter", true), ("ImplementsStandardFilter", true), ("ImplementsMinSpatialFilter", true), ("ImplementsSpatialFilter", false),
        ("ImplementsMinTemporalFilter", false), ("ImplementsTemporalFilter", false), ("ImplementsVersionNav", false), ("ImplementsSorting", false),
        ("ImplementsExtendedOperators", false), ("ImplementsMinimumXPath", false), ("ImplementsSchemaElementFunc", false),
    ];

    private static readonly string[] ComparisonOperators =
    [
        "PropertyIsEqualTo", "PropertyIsNotEqualTo", "PropertyIsLessThan", "PropertyIsGreaterThan", "PropertyIsLessThanOrEqualTo",
        "PropertyIsGreaterThanOrEqualTo", "PropertyIsLike", "PropertyIsNull", "PropertyIsNil", "PropertyIsBetween",
    ];

    /// <summary>The document as UTF-8.</summary>
    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("wfs", "WFS_Capabilities", Wfs);
            xml.WriteAttributeString("xmlns", "ows", null, Ows);
            xml.WriteAttributeString("xmlns", "fes", null, Fes);
            xml.WriteAttributeString("xmlns", "gml", null, GmlNames.Gml);
            xml.WriteAttributeString("xmlns", GmlNames.Prefix, null, GmlNames.Types);
            xml.WriteAttributeString("xmlns", "xlink", null, WfsNames.XLink);
            xml.WriteAttributeString("xmlns", "xsi", null, GmlNames.Xsi);
            xml.WriteAttributeString("schemaLocation", GmlNames.Xsi, $"{Wfs} http://schemas.opengis.net/wfs/2.0/wfs.xsd");
            xml.WriteAttributeString("version", "2.0.0");
            xml.WriteAttributeString("updateSequence", catalog.Version.ToString("x16", CultureInfo.InvariantCulture));
            service.WriteOws(xml, "WFS", ["2.0.0"]);
            WriteOperations(xml);
            WriteTypes(xml);
            WriteFilterCapabilities(xml);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private void WriteOperations(XmlWriter xml)
    {
        xml.WriteStartElement("OperationsMetadata", Ows);
        WriteOperation(xml, "GetCapabilities", ("AcceptVersions", ["2.0.0"]), ("AcceptFormats", ["text/xml", "application/xml"]));
        WriteOperation(xml, "DescribeFeatureType", ("outputFormat", [WfsFormat.Gml]));
        WriteOperation(xml, "ListStoredQueries");
        WriteOperation(xml, "DescribeStoredQueries");
        WriteOperation(xml, "GetFeature", ("resultType", ["results", "hits"]), ("outputFormat", WfsFormat.All), ("resolve", ["none", "local"]));
        WriteOperation(xml, "GetPropertyValue", ("resolve", ["none", "local"]));
        WriteValues(xml, "Parameter", "version", ["2.0.0"]);
        foreach ((string name, bool value) in ServiceConstraints) WriteConstraint(xml, name, value ? "TRUE" : "FALSE");
        WriteConstraint(xml, "CountDefault", limits.DefaultCount.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    private void WriteOperation(XmlWriter xml, string name, params ReadOnlySpan<(string Name, IReadOnlyList<string> Values)> parameters)
    {
        xml.WriteStartElement("Operation", Ows);
        xml.WriteAttributeString("name", name);
        xml.WriteStartElement("DCP", Ows);
        xml.WriteStartElement("HTTP", Ows);
        foreach (string method in (ReadOnlySpan<string>)["Get", "Post"])
        {
            xml.WriteStartElement(method, Ows);
            xml.WriteAttributeString("href", WfsNames.XLink, $"{baseAddress}/wfs");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
        foreach ((string parameter, IReadOnlyList<string> values) in parameters) WriteValues(xml, "Parameter", parameter, values);
        xml.WriteEndElement();
    }

    private static void WriteValues(XmlWriter xml, string element, string name, IReadOnlyList<string> values)
    {
        xml.WriteStartElement(element, Ows);
        xml.WriteAttributeString("name", name);
        xml.WriteStartElement("AllowedValues", Ows);
        foreach (string value in values) xml.WriteElementString("Value", Ows, value);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteConstraint(XmlWriter xml, string name, string value, string element = "Constraint", string space = Ows)
    {
        xml.WriteStartElement(element, space);
        xml.WriteAttributeString("name", name);
        xml.WriteElementString("NoValues", Ows, "");
        xml.WriteElementString("DefaultValue", Ows, value);
        xml.WriteEndElement();
    }

    private void WriteTypes(XmlWriter xml)
    {
        xml.WriteStartElement("FeatureTypeList", Wfs);
        foreach (Collection collection in catalog.FeatureTypes)
        {
            xml.WriteStartElement("FeatureType", Wfs);
            xml.WriteElementString("Name", Wfs, WfsNames.NameOf(collection));
            xml.WriteElementString("Title", Wfs, XmlCharacters.Clean(collection.Title.ToString()));
            xml.WriteElementString("Abstract", Wfs, XmlCharacters.Clean(collection.Abstract.ToString()));
            if (collection.Schema.GeometryName is null)
            {
                xml.WriteElementString("NoCRS", Wfs, "");
            }
            else
            {
                xml.WriteElementString("DefaultCRS", Wfs, collection.Schema.Crs.Urn);
                foreach (Crs crs in WfsCrs.OthersOf(collection)) xml.WriteElementString("OtherCRS", Wfs, crs.Urn);
            }
            xml.WriteStartElement("OutputFormats", Wfs);
            foreach (string format in WfsFormat.All) xml.WriteElementString("Format", Wfs, format);
            xml.WriteEndElement();
            WriteBox(xml, collection.Bounds);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteBox(XmlWriter xml, Box bounds)
    {
        Box box = bounds.IsEmpty ? new Box(0, 0, 0, 0) : bounds;
        xml.WriteStartElement("WGS84BoundingBox", Ows);
        xml.WriteElementString("LowerCorner", Ows, string.Create(CultureInfo.InvariantCulture, $"{box.MinX:R} {box.MinY:R}"));
        xml.WriteElementString("UpperCorner", Ows, string.Create(CultureInfo.InvariantCulture, $"{box.MaxX:R} {box.MaxY:R}"));
        xml.WriteEndElement();
    }

    private static void WriteFilterCapabilities(XmlWriter xml)
    {
        xml.WriteStartElement("Filter_Capabilities", Fes);
        xml.WriteStartElement("Conformance", Fes);
        foreach ((string name, bool value) in FilterConstraints) WriteConstraint(xml, name, value ? "TRUE" : "FALSE", space: Fes);
        xml.WriteEndElement();
        xml.WriteStartElement("Id_Capabilities", Fes);
        xml.WriteStartElement("ResourceIdentifier", Fes);
        xml.WriteAttributeString("name", "fes:ResourceId");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("Scalar_Capabilities", Fes);
        xml.WriteElementString("LogicalOperators", Fes, "");
        xml.WriteStartElement("ComparisonOperators", Fes);
        foreach (string name in ComparisonOperators) WriteOperator(xml, "ComparisonOperator", name);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("Spatial_Capabilities", Fes);
        xml.WriteStartElement("GeometryOperands", Fes);
        xml.WriteStartElement("GeometryOperand", Fes);
        xml.WriteAttributeString("name", "gml:Envelope");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("SpatialOperators", Fes);
        WriteOperator(xml, "SpatialOperator", "BBOX");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteOperator(XmlWriter xml, string element, string name)
    {
        xml.WriteStartElement(element, Fes);
        xml.WriteAttributeString("name", name);
        xml.WriteEndElement();
    }
}
