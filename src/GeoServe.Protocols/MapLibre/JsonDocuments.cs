using System.Text.Encodings.Web;
using System.Text.Json;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Queries;

namespace GeoServe.Protocols.MapLibre;

/// <summary>What the JSON documents of this folder write alike.</summary>
internal static class JsonDocuments
{
    // Chinese as it is, not as escapes: half the bytes, and people read it. The documents are never put into HTML as they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Action<Utf8JsonWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options)) content(json);
        return bytes.ToArray();
    }

    public static void WriteText(this Utf8JsonWriter json, string name, LocalText text)
    {
        json.WriteStartObject(name);
        json.WriteString("zh", text.Zh);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }

    /// <summary>Where a map takes <c>time=</c>: by which attribute of which collection, the lowest that has one, and of which type.</summary>
    public static void WriteTime(this Utf8JsonWriter json, Map map)
    {
        if (map.TimeCollection is not { TimeColumn: { } column } collection) return;
        json.WriteStartObject("time");
        json.WriteString("collection", collection.Id);
        json.WriteString("column", column);
        json.WriteString("type", collection.Schema.Columns[collection.Schema.IndexOf(column)].Kind == ValueKind.Date ? "date" : "date-time");
        json.WriteEndObject();
    }

    /// <summary><c>/maps/{map}/time.json</c>: from when to when the features of a map are, both included; without an end where none has a time.</summary>
    public static byte[] WriteTimeRange(Map map, TimeRange? range) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("map", map.Id);
        if (range is { } known)
        {
            json.WriteString("start", known.Start.ToString());
            json.WriteString("end", known.End.ToString());
        }
        json.WriteEndObject();
    });

    /// <summary>West, south, east, north in degrees (TileJSON 3.0.0, 3.4), cut to Web Mercator's square.</summary>
    public static void WriteBounds(this Utf8JsonWriter json, Box bounds)
    {
        const double limit = 85.051_128_779_806_6;
        Box box = bounds.IsEmpty ? new Box(-180, -limit, 180, limit) : bounds;
        json.WriteStartArray("bounds");
        json.WriteNumberValue(Math.Max(-180, Math.Round(box.MinX, 7)));
        json.WriteNumberValue(Math.Max(-limit, Math.Round(box.MinY, 7)));
        json.WriteNumberValue(Math.Min(180, Math.Round(box.MaxX, 7)));
        json.WriteNumberValue(Math.Min(limit, Math.Round(box.MaxY, 7)));
        json.WriteEndArray();
    }
}
