using System.Globalization;
using System.Text;
using System.Xml;
using GeoServe.Core.Geometries;

namespace GeoServe.Protocols.Features;

/// <summary>The values of one property of features, one member a feature (OGC 09-025r2, 10.3).</summary>
internal sealed class GmlValueFormat : IFeatureFormat
{
    private const string Wfs = "http://www.opengis.net/wfs/2.0";

    private readonly FeatureDocument _document;
    private readonly XmlWriter _xml;
    private readonly GmlGeometry _geometry;
    private readonly bool _isId;

    /// <param name="document">What to write: features with one column, or with the geometry alone.</param>
    /// <param name="body">Where to.</param>
    /// <param name="isId">True for the features' ids.</param>
    public GmlValueFormat(FeatureDocument document, Stream body, bool isId)
    {
        (_document, _isId) = (document, isId);
        _xml = XmlWriter.Create(body, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false, NewLineHandling = NewLineHandling.Entitize });
        _geometry = new GmlGeometry(_xml, document.Answer.Request.Crs);
    }

    /// <inheritdoc/>
    public void Begin()
    {
        _xml.WriteStartElement("wfs", "ValueCollection", Wfs);
        _xml.WriteAttributeString("xmlns", "gml", null, GmlNames.Gml);
        _xml.WriteAttributeString("xmlns", "xsi", null, GmlNames.Xsi);
        _xml.WriteAttributeString("schemaLocation", GmlNames.Xsi, $"{Wfs} http://schemas.opengis.net/wfs/2.0/wfs.xsd {GmlNames.Types} {_document.SchemaAddress}");
        _xml.WriteAttributeString("timeStamp", _document.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("numberMatched", _document.Answer.Matched?.ToString(CultureInfo.InvariantCulture) ?? "unknown");
        _xml.WriteAttributeString("numberReturned", _document.Answer.Returned.ToString(CultureInfo.InvariantCulture));
        if (_document.Next is { } next) _xml.WriteAttributeString("next", next);
        if (_document.Previous is { } previous) _xml.WriteAttributeString("previous", previous);
    }

    /// <inheritdoc/>
    public void Write(long number)
    {
        _xml.WriteStartElement("member", Wfs);
        string id = GmlNames.Encode(_document.IdOf(number));
        if (_isId) _xml.WriteString(id);
        else if (!_document.Answer.Values.IsEmpty) _xml.WriteString(GmlNames.TextOf(_document.Answer.Values[0]));
        else if (_document.Answer.Shape is { IsEmpty: false } shape) _geometry.Write(shape, ShapeType.Geometry, $"{id}.geom");
        _xml.WriteEndElement();
    }

    /// <inheritdoc/>
    public void End() => _xml.WriteEndElement();

    /// <inheritdoc/>
    public void Flush() => _xml.Flush();

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();
}
