using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Protocols.Features;

/// <summary>
/// GeoJSON (RFC 7946). Positions are x (longitude, easting) first in every CRS, as all readers of GeoJSON expect; another CRS than CRS84, which only
/// a client that asked for it gets, is named in a member <c>crs</c> as of GeoJSON 2008. An id is that of the feature in GML.
/// </summary>
internal sealed class GeoJsonFormat : IFeatureFormat
{
    private static readonly JsonWriterOptions Options = new()
    {
        // Chinese stays Chinese; the document is never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly FeatureDocument _document;
    private readonly Utf8JsonWriter _json;
    private readonly JsonEncodedText[] _names;
    private readonly bool _single;

    /// <param name="document">What to write.</param>
    /// <param name="body">Where to.</param>
    /// <param name="single">True for one bare feature instead of a collection.</param>
    public GeoJsonFormat(FeatureDocument document, StreamedBody body, bool single)
    {
        (_document, _single) = (document, single);
        _json = new Utf8JsonWriter((IBufferWriter<byte>)body, Options);
        FeatureSchema schema = document.Answer.Request.Collection.Schema;
        _names = [.. document.Answer.Columns.Select(index => JsonEncodedText.Encode(schema.Columns[index].Name, Options.Encoder))];
    }

    /// <inheritdoc/>
    public void Begin()
    {
        if (_single) return;
        _json.WriteStartObject();
        _json.WriteString("type"u8, "FeatureCollection"u8);
        WriteCrs();
        if (_document.Answer.Matched is { } matched) _json.WriteNumber("numberMatched"u8, matched);
        _json.WriteNumber("numberReturned"u8, _document.Answer.Returned);
        _json.WriteString("timeStamp"u8, _document.Time.UtcDateTime);
        WriteLinks();
        _json.WriteStartArray("features"u8);
    }

    /// <inheritdoc/>
    public void Write(long number)
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, "Feature"u8);
        if (_single) WriteCrs();
        _json.WriteString("id"u8, _document.IdOf(number));
        _json.WritePropertyName("geometry"u8);
        WriteGeometry(_document.Answer.Shape);
        _json.WriteStartObject("properties"u8);
        ReadOnlySpan<Value> values = _document.Answer.Values;
        for (int i = 0; i < values.Length; i++) WriteValue(_names[i], values[i]);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void End()
    {
        if (_single) return;
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Flush() => _json.Flush();

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void WriteCrs()
    {
        Crs crs = _document.Answer.Request.Crs.Crs;
        if (crs == Crs.Crs84) return;
        _json.WriteStartObject("crs"u8);
        _json.WriteString("type"u8, "name"u8);
        _json.WriteStartObject("properties"u8);
        _json.WriteString("name"u8, crs.Urn);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteLinks()
    {
        if (_document.Next is null && _document.Previous is null) return;
        _json.WriteStartArray("links"u8);
        WriteLink("next", _document.Next);
        WriteLink("prev", _document.Previous);
        _json.WriteEndArray();
    }

    private void WriteLink(string relation, string? address)
    {
        if (address is null) return;
        _json.WriteStartObject();
        _json.WriteString("rel"u8, relation);
        _json.WriteString("type"u8, "application/geo+json"u8);
        _json.WriteString("href"u8, address);
        _json.WriteEndObject();
    }

    private void WriteValue(JsonEncodedText name, in Value value)
    {
        _json.WritePropertyName(name);
        switch (value.Kind)
        {
            case ValueKind.Null: _json.WriteNullValue(); break;
            case ValueKind.Boolean: _json.WriteBooleanValue(value.AsBoolean()); break;
            case ValueKind.Integer: _json.WriteNumberValue(value.AsInteger()); break;
            // JSON has no NaN and no infinity (RFC 8259, 6).
            case ValueKind.Real when double.IsFinite(value.AsNumber()): _json.WriteNumberValue(value.AsNumber()); break;
            case ValueKind.Real: _json.WriteNullValue(); break;
            default: _json.WriteStringValue(value.ToString()); break;
        }
    }

    private void WriteGeometry(Shape? shape)
    {
        // An empty point has no form in GeoJSON.
        if (shape is null || (shape.IsEmpty && shape.Type == ShapeType.Point))
        {
            _json.WriteNullValue();
            return;
        }
        _json.WriteStartObject();
        _json.WriteString("type"u8, shape.Type.ToString());
        _json.WriteStartArray(shape.Type == ShapeType.GeometryCollection ? "geometries"u8 : "coordinates"u8);
        switch (shape.Type)
        {
            case ShapeType.Point: WriteNumbers(shape, 0); break;
            case ShapeType.LineString: WritePositions(shape, 0, shape.PositionCount); break;
            case ShapeType.MultiPoint: WritePositions(shape, 0, shape.PositionCount); break;
            case ShapeType.Polygon or ShapeType.MultiLineString: WriteParts(shape, 0, shape.PartEnds.Length); break;
            case ShapeType.MultiPolygon: WritePolygons(shape); break;
            default:
                foreach (Shape member in shape.Members) WriteGeometry(member);
                break;
        }
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WritePolygons(Shape shape)
    {
        int first = 0;
        foreach (int end in shape.PolygonEnds)
        {
            _json.WriteStartArray();
            WriteParts(shape, first, end);
            _json.WriteEndArray();
            first = end;
        }
    }

    private void WriteParts(Shape shape, int first, int end)
    {
        for (int part = first; part < end; part++)
        {
            _json.WriteStartArray();
            WritePositions(shape, part == 0 ? 0 : shape.PartEnds[part - 1], shape.PartEnds[part]);
            _json.WriteEndArray();
        }
    }

    private void WritePositions(Shape shape, int from, int end)
    {
        for (int i = from; i < end; i++)
        {
            _json.WriteStartArray();
            WriteNumbers(shape, i);
            _json.WriteEndArray();
        }
    }

    private void WriteNumbers(Shape shape, int i)
    {
        _json.WriteNumberValue(shape.Coordinates[2 * i]);
        _json.WriteNumberValue(shape.Coordinates[2 * i + 1]);
        if (shape.HasHeights && double.IsFinite(shape.Heights[i])) _json.WriteNumberValue(shape.Heights[i]);
    }
}
