using System.Globalization;
using System.Text;
using System.Xml;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Protocols.Features;

/// <summary>GML 3.2.1 simple features in a collection of WFS 2.0 (OGC 09-025r2, 11.3), valid by the schema that DescribeFeatureType gives.</summary>
internal sealed class GmlFormat : IFeatureFormat
{
    private const string Wfs = "http://www.opengis.net/wfs/2.0";

    private readonly FeatureDocument _document;
    private readonly XmlWriter _xml;
    private readonly GmlGeometry _geometry;
    private readonly Collection _collection;
    private readonly string _typeName;
    private readonly string _geometryName;
    private readonly string[] _names;
    private readonly bool _single;

    /// <param name="document">What to write.</param>
    /// <param name="body">Where to.</param>
    /// <param name="single">True for one bare feature instead of a collection (OGC 09-025r2, 7.9.3.6).</param>
    public GmlFormat(FeatureDocument document, Stream body, bool single)
    {
        (_document, _single) = (document, single);
        _collection = document.Answer.Request.Collection;
        _xml = XmlWriter.Create(body, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            CheckCharacters = false,        // texts are cleaned, names encoded
            NewLineHandling = NewLineHandling.Entitize,
        });
        _geometry = new GmlGeometry(_xml, document.Answer.Request.Crs);
        _typeName = GmlNames.Encode(_collection.Id);
        _geometryName = GmlNames.Encode(_collection.Schema.GeometryName ?? "");
        _names = [.. document.Answer.Columns.Select(index => GmlNames.Encode(_collection.Schema.Columns[index].Name))];
    }

    /// <inheritdoc/>
    public void Begin()
    {
        if (_single) return;
        _xml.WriteStartElement("wfs", "FeatureCollection", Wfs);
        WriteNamespaces(withWfs: true);
        _xml.WriteAttributeString("timeStamp", _document.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("numberMatched", _document.Answer.Matched?.ToString(CultureInfo.InvariantCulture) ?? "unknown");
        _xml.WriteAttributeString("numberReturned", _document.Answer.Returned.ToString(CultureInfo.InvariantCulture));
        if (_document.Next is { } next) _xml.WriteAttributeString("next", next);
        if (_document.Previous is { } previous) _xml.WriteAttributeString("previous", previous);
    }

    /// <inheritdoc/>
    public void Write(long number)
    {
        if (!_single) _xml.WriteStartElement("member", Wfs);
        string id = GmlNames.Encode(_document.IdOf(number));
        _xml.WriteStartElement(GmlNames.Prefix, _typeName, GmlNames.Types);
        if (_single) WriteNamespaces(withWfs: false);
        _xml.WriteAttributeString("gml", "id", GmlNames.Gml, id);
        Shape? shape = _document.Answer.Shape is { IsEmpty: false } filled ? filled : null;
        if (shape is not null) _geometry.WriteBoundedBy(shape.Bounds());
        ReadOnlySpan<Value> values = _document.Answer.Values;
        for (int i = 0; i < values.Length; i++) WriteValue(_names[i], values[i]);
        if (shape is not null)
        {
            _xml.WriteStartElement(_geometryName, GmlNames.Types);
            _geometry.Write(shape, _collection.Schema.GeometryType, $"{id}.geom");
            _xml.WriteEndElement();
        }
        _xml.WriteEndElement();
        if (!_single) _xml.WriteEndElement();
    }

    /// <inheritdoc/>
    public void End()
    {
        if (!_single) _xml.WriteEndElement();
    }

    /// <inheritdoc/>
    public void Flush() => _xml.Flush();

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();

    private void WriteValue(string name, in Value value)
    {
        _xml.WriteStartElement(name, GmlNames.Types);
        if (value.IsNull) _xml.WriteAttributeString("nil", GmlNames.Xsi, "true");
        else _xml.WriteString(GmlNames.TextOf(value));
        _xml.WriteEndElement();
    }

    private void WriteNamespaces(bool withWfs)
    {
        _xml.WriteAttributeString("xmlns", GmlNames.Prefix, null, GmlNames.Types);
        _xml.WriteAttributeString("xmlns", "gml", null, GmlNames.Gml);
        _xml.WriteAttributeString("xmlns", "xsi", null, GmlNames.Xsi);
        // Addresses by http: that is how the schemas name themselves and each other.
        string schemas = $"{GmlNames.Types} {_document.SchemaAddress}";
        if (withWfs) schemas = $"{Wfs} http://schemas.opengis.net/wfs/2.0/wfs.xsd {schemas}";
        _xml.WriteAttributeString("schemaLocation", GmlNames.Xsi, schemas);
    }
}
