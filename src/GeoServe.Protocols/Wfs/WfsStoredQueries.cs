using System.Text;
using System.Xml;
using System.Xml.Linq;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Queries;
using GeoServe.Protocols.Features;

namespace GeoServe.Protocols.Wfs;

/// <summary>The one stored query, GetFeatureById, and the lists of it (OGC 09-025r2, clause 14 and 7.9.3.6).</summary>
internal static class WfsStoredQueries
{
    /// <summary>Reads a call by key-value pairs.</summary>
    /// <exception cref="RequestException">There is no such query, its parameter is missing, or no feature has the id.</exception>
    public static WfsGetFeature Parse(string query, string? id, string? srsName, bool isGeoJson, Catalog catalog)
    {
        RequireKnown(query);
        if (id is not { Length: > 0 }) throw new RequestException(RequestFault.MissingParameter, "ID", "The parameter ID of GetFeatureById is missing.");
        (Collection collection, string key) = WfsNames.FindFeature(id, catalog) ?? throw Unknown(id);
        if (collection.Schema.Key is null) throw Unknown(id);
        CrsReference crs = WfsGetFeature.CrsOf(srsName, collection, isGeoJson);
        return new WfsGetFeature(new FeatureRequest(collection, FeatureQuery.All with { Ids = [key], Limit = 1 }, crs), isGeoJson, id);
    }

    /// <summary>Reads a call by XML.</summary>
    /// <exception cref="RequestException">There is no such query, its parameter is missing, or no feature has the id.</exception>
    public static WfsGetFeature Parse(XElement query, bool isGeoJson, Catalog catalog)
    {
        XNamespace wfs = WfsNames.Wfs;
        string? id = query.Elements(wfs + "Parameter").FirstOrDefault(parameter => string.Equals((string?)parameter.Attribute("name"), "id", StringComparison.OrdinalIgnoreCase))?.Value.Trim();
        return Parse((string?)query.Attribute("id") ?? "", id, null, isGeoJson, catalog);
    }

    /// <summary>No feature has this id.</summary>
    public static RequestException Unknown(string id) => new(RequestFault.NotFound, "ID", $"There is no feature '{id}'.");

    /// <summary>The answer of ListStoredQueries (14.3).</summary>
    public static byte[] List(Catalog catalog) => Write("ListStoredQueriesResponse", xml =>
    {
        xml.WriteStartElement("StoredQuery", WfsNames.Wfs);
        xml.WriteAttributeString("id", WfsNames.GetFeatureById);
        xml.WriteElementString("Title", WfsNames.Wfs, "Get feature by identifier");
        foreach (Collection collection in catalog.FeatureTypes) xml.WriteElementString("ReturnFeatureType", WfsNames.Wfs, WfsNames.NameOf(collection));
        if (!catalog.FeatureTypes.Any()) xml.WriteElementString("ReturnFeatureType", WfsNames.Wfs, "");
        xml.WriteEndElement();
    });

    /// <summary>The answer of DescribeStoredQueries (14.4).</summary>
    /// <param name="queries">Those asked for; none asks for all.</param>
    /// <exception cref="RequestException">There is no such query.</exception>
    public static byte[] Describe(IReadOnlyCollection<string> queries)
    {
        foreach (string query in queries) RequireKnown(query);
        string[] described = queries.Count == 0 ? [WfsNames.GetFeatureById] : [.. queries.Distinct()];
        return Write("DescribeStoredQueriesResponse", xml =>
        {
            foreach (string id in described) Describe(xml, id);
        });
    }

    private static void Describe(XmlWriter xml, string id)
    {
        xml.WriteStartElement("StoredQueryDescription", WfsNames.Wfs);
        xml.WriteAttributeString("id", id);
        xml.WriteElementString("Title", WfsNames.Wfs, "Get feature by identifier");
        xml.WriteElementString("Abstract", WfsNames.Wfs, "Returns the one feature whose gml:id equals the parameter, or an exception with status 404.");
        xml.WriteStartElement("Parameter", WfsNames.Wfs);
        xml.WriteAttributeString("name", "ID");
        xml.WriteAttributeString("type", "xsd:string");
        xml.WriteElementString("Title", WfsNames.Wfs, "Identifier");
        xml.WriteElementString("Abstract", WfsNames.Wfs, "The gml:id of the feature.");
        xml.WriteEndElement();
        xml.WriteStartElement("QueryExpressionText", WfsNames.Wfs);
        xml.WriteAttributeString("isPrivate", "true");
        xml.WriteAttributeString("language", "urn:ogc:def:queryLanguage:OGC-WFS::WFS_QueryExpression");
        xml.WriteAttributeString("returnFeatureTypes", "");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void RequireKnown(string query)
    {
        if (query is not (WfsNames.GetFeatureById or WfsNames.GetFeatureByIdUri))
        {
            throw new RequestException(RequestFault.InvalidParameter, "STOREDQUERY_ID", $"There is no stored query '{query}'; there is {WfsNames.GetFeatureById}.");
        }
    }

    private static byte[] Write(string name, Action<XmlWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("wfs", name, WfsNames.Wfs);
            xml.WriteAttributeString("xmlns", GmlNames.Prefix, null, GmlNames.Types);
            xml.WriteAttributeString("xmlns", "xsd", null, WfsNames.Xsd);
            xml.WriteAttributeString("xmlns", "xsi", null, GmlNames.Xsi);
            xml.WriteAttributeString("schemaLocation", GmlNames.Xsi, $"{WfsNames.Wfs} http://schemas.opengis.net/wfs/2.0/wfs.xsd");
            content(xml);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }
}
