using System.Globalization;
using System.Text;
using System.Xml;
using GeoServe.Core.Catalogs;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Protocols.Ows;

namespace GeoServe.Protocols.Wmts;

/// <summary>The capabilities of WMTS 1.0.0 (OGC 07-057r7, clause 7.1), valid by wmtsGetCapabilities_response.xsd.</summary>
internal sealed class WmtsCapabilities(Catalog catalog, ServiceDescription service, string baseAddress)
{
    private const string Wmts = "http://www.opengis.net/wmts/1.0";
    private const string Ows = OwsExceptionReport.Namespace;
    private const string XLink = "http://www.w3.org/1999/xlink";

    /// <summary>The document as UTF-8.</summary>
    public byte[] Write(string updateSequence)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("Capabilities", Wmts);
            xml.WriteAttributeString("xmlns", "ows", null, Ows);
            xml.WriteAttributeString("xmlns", "xlink", null, XLink);
            xml.WriteAttributeString("xmlns", "xsi", null, "http://www.w3.org/2001/XMLSchema-instance");
            xml.WriteAttributeString("schemaLocation", "http://www.w3.org/2001/XMLSchema-instance", $"{Wmts} http://schemas.opengis.net/wmts/1.0/wmtsGetCapabilities_response.xsd");
            xml.WriteAttributeString("version", "1.0.0");
            xml.WriteAttributeString("updateSequence", updateSequence);
            service.WriteOws(xml, "OGC WMTS", ["1.0.0"]);
            WriteOperations(xml);
            xml.WriteStartElement("Contents", Wmts);
            foreach (Map map in catalog.Maps) WriteLayer(xml, map);
            foreach (TileMatrixSet set in catalog.Maps.SelectMany(map => map.TileMatrixSets).DistinctBy(set => set.Id)) WriteSet(xml, set);
            xml.WriteEndElement();
            xml.WriteStartElement("ServiceMetadataURL", Wmts);
            xml.WriteAttributeString("href", XLink, baseAddress + "/wmts/1.0.0/WMTSCapabilities.xml");
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private void WriteOperations(XmlWriter xml)
    {
        xml.WriteStartElement("OperationsMetadata", Ows);
        foreach (string operation in (ReadOnlySpan<string>)["GetCapabilities", "GetTile"])
        {
            xml.WriteStartElement("Operation", Ows);
            xml.WriteAttributeString("name", operation);
            xml.WriteStartElement("DCP", Ows);
            xml.WriteStartElement("HTTP", Ows);
            WriteGet(xml, baseAddress + "/wmts?", "KVP");
            WriteGet(xml, operation == "GetTile" ? baseAddress + "/wmts/1.0.0/" : baseAddress + "/wmts/1.0.0/WMTSCapabilities.xml", "RESTful");
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteGet(XmlWriter xml, string address, string encoding)
    {
        xml.WriteStartElement("Get", Ows);
        xml.WriteAttributeString("href", XLink, address);
        xml.WriteStartElement("Constraint", Ows);
        xml.WriteAttributeString("name", "GetEncoding");
        xml.WriteStartElement("AllowedValues", Ows);
        xml.WriteElementString("Value", Ows, encoding);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteLayer(XmlWriter xml, Map map)
    {
        xml.WriteStartElement("Layer", Wmts);
        xml.WriteElementString("Title", Ows, map.Title.ToString());
        xml.WriteElementString("Abstract", Ows, map.Abstract.ToString());
        Box box = map.Bounds.IsEmpty ? new Box(0, 0, 0, 0) : map.Bounds;
        WriteBox(xml, "WGS84BoundingBox", null, box, northFirst: false);
        xml.WriteElementString("Identifier", Ows, map.Id);
        foreach (TileMatrixSet set in map.TileMatrixSets.DistinctBy(set => set.Crs))
        {
            // No tile reaches beyond the set, and in Web Mercator the poles lie at infinity.
            Box within = CrsRegistry.Between(Crs.Crs84, set.Crs).Transform(box).Intersection(set.Bounds(set.All(0)));
            WriteBox(xml, "BoundingBox", set.Crs.Urn, within, set.Crs.NorthFirst);
        }
        foreach (MapStyle style in map.Styles) WriteStyle(xml, map, style, isDefault: style == map.Styles[0]);
        foreach (TileFormat format in map.TileFormats) xml.WriteElementString("Format", Wmts, format.MediaType());
        foreach (TileMatrixSet set in map.TileMatrixSets) WriteLink(xml, map, set);
        foreach (TileFormat format in map.TileFormats)
        {
            xml.WriteStartElement("ResourceURL", Wmts);
            xml.WriteAttributeString("format", format.MediaType());
            xml.WriteAttributeString("resourceType", "tile");
            xml.WriteAttributeString("template", $"{baseAddress}/wmts/1.0.0/{map.Id}/{{Style}}/{{TileMatrixSet}}/{{TileMatrix}}/{{TileRow}}/{{TileCol}}.{format.Extension()}");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private void WriteStyle(XmlWriter xml, Map map, MapStyle style, bool isDefault)
    {
        xml.WriteStartElement("Style", Wmts);
        if (isDefault) xml.WriteAttributeString("isDefault", "true");
        xml.WriteElementString("Title", Ows, style.Title.ToString());
        xml.WriteElementString("Identifier", Ows, style.Id);
        xml.WriteStartElement("LegendURL", Wmts);
        xml.WriteAttributeString("format", "image/png");
        xml.WriteAttributeString("href", XLink, $"{baseAddress}/maps/{map.Id}/legend.png?style={style.Id}");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteLink(XmlWriter xml, Map map, TileMatrixSet set)
    {
        if (map.Limits(set).IsEmpty) return;
        xml.WriteStartElement("TileMatrixSetLink", Wmts);
        xml.WriteElementString("TileMatrixSet", Wmts, set.Id);
        List<TileRange> written = [.. map.Limits(set).Select(limits => WmtsLimits.Of(limits, set)).Where(WmtsLimits.CanBeWritten)];
        if (written.Count > 0) xml.WriteStartElement("TileMatrixSetLimits", Wmts);
        foreach (TileRange limits in written)
        {
            xml.WriteStartElement("TileMatrixLimits", Wmts);
            xml.WriteElementString("TileMatrix", Wmts, set.Matrices[limits.Z].Id);
            xml.WriteElementString("MinTileRow", Wmts, Text(limits.MinY));
            xml.WriteElementString("MaxTileRow", Wmts, Text(limits.MaxY));
            xml.WriteElementString("MinTileCol", Wmts, Text(limits.MinX));
            xml.WriteElementString("MaxTileCol", Wmts, Text(limits.MaxX));
            xml.WriteEndElement();
        }
        if (written.Count > 0) xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteSet(XmlWriter xml, TileMatrixSet set)
    {
        xml.WriteStartElement("TileMatrixSet", Wmts);
        xml.WriteElementString("Identifier", Ows, set.Id);
        xml.WriteElementString("SupportedCRS", Ows, set.Crs.Urn);
        if (ScaleSetOf(set) is { } scaleSet) xml.WriteElementString("WellKnownScaleSet", Wmts, scaleSet);
        foreach (TileMatrix matrix in set.Matrices)
        {
            xml.WriteStartElement("TileMatrix", Wmts);
            xml.WriteElementString("Identifier", Ows, matrix.Id);
            xml.WriteElementString("ScaleDenominator", Wmts, Text(matrix.ScaleDenominator));
            // In the axis order of the CRS (OGC 07-057r7, Table 6; trials of servers that did otherwise lie beside the data).
            xml.WriteElementString("TopLeftCorner", Wmts, Pair(matrix.TopLeft.X, matrix.TopLeft.Y, set.Crs.NorthFirst));
            xml.WriteElementString("TileWidth", Wmts, Text(matrix.TilePixels));
            xml.WriteElementString("TileHeight", Wmts, Text(matrix.TilePixels));
            xml.WriteElementString("MatrixWidth", Wmts, Text(matrix.Columns));
            xml.WriteElementString("MatrixHeight", Wmts, Text(matrix.Rows));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    // OGC 07-057r7, Annex E: the scales of Google Maps; those of Google CRS84 begin with one tile of a whole turn, which is matrix 0 of neither of the other sets.
    private static string? ScaleSetOf(TileMatrixSet set) =>
        set.Id == TileMatrixSet.WebMercatorQuad.Id ? "urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible" : null;

    private static void WriteBox(XmlWriter xml, string name, string? crs, Box box, bool northFirst)
    {
        xml.WriteStartElement(name, Ows);
        if (crs is not null) xml.WriteAttributeString("crs", crs);
        xml.WriteElementString("LowerCorner", Ows, Pair(box.MinX, box.MinY, northFirst));
        xml.WriteElementString("UpperCorner", Ows, Pair(box.MaxX, box.MaxY, northFirst));
        xml.WriteEndElement();
    }

    private static string Pair(double x, double y, bool northFirst) => northFirst ? $"{Text(y)} {Text(x)}" : $"{Text(x)} {Text(y)}";

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
