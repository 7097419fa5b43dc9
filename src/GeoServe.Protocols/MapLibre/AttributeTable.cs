using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Protocols.Http;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.MapLibre;

/// <summary>
/// <c>/maps/{map}/attributes/{table}.json</c>: the attributes of a collection or table of the map by columns, keyed by the ids that its features have in
/// vector tiles, so that a page draws one theme after the other without loading a geometry again (design, section 6, "Geometry once").
/// <c>?columns=a,b</c> asks for some.
/// </summary>
internal static class AttributeTable
{
    /// <summary>Most rows of one table: some 10 MB of ten columns before compression; more is for tiles or WFS.</summary>
    public const int MostRows = 100_000;

    public static async Task WriteAsync(HttpContext http, Map map, string file, Snapshot snapshot, string? wanted)
    {
        string id = file.EndsWith(".json", StringComparison.Ordinal) ? file[..^".json".Length] : "";
        Collection table = map.FindTable(id) is { Features: not null } found ? found : throw new RequestException(RequestFault.NotFound, "table",
            $"Map '{map.Id}' has no table '{file}'; there is {string.Join(", ", map.Tables.Concat(map.Collections).Where(one => one.Features is not null).Select(one => one.Id + ".json"))}.");
        ImmutableArray<int> columns = ColumnsOf(table, wanted);
        CollectionState state = snapshot.StateOf(table);
        string version = Stamp.OfTable(state).ToString("x16", CultureInfo.InvariantCulture);
        // The version tells what the rows are; the address tells which columns. So a table that did not change costs no query.
        // Weak: rows are read as they are now, and may be newer than the snapshot.
        string tag = $"W/\"{version}{(columns.Length == table.Schema.Columns.Length ? "" : "-" + string.Join('.', columns))}\"";
        if (TextAnswer.IsNotModified(http, tag)) return;
        byte[] body = await ReadAsync(map, table, columns, version, http.RequestAborted).ConfigureAwait(false);
        await TextAnswer.WriteAsync(http, body, "application/json; charset=utf-8", tag: tag).ConfigureAwait(false);
    }

    private static ImmutableArray<int> ColumnsOf(Collection table, string? wanted)
    {
        ImmutableArray<Column> all = table.Schema.Columns;
        if (string.IsNullOrEmpty(wanted)) return [.. Enumerable.Range(0, all.Length).Where(i => all[i].Kind != ValueKind.Bytes)];
        return [.. wanted.Split(',').Distinct().Select(name => table.Schema.IndexOf(name) is >= 0 and int index && all[index].Kind != ValueKind.Bytes
            ? index
            : throw new RequestException(RequestFault.InvalidParameter, "columns", $"Table '{table.Id}' has no column '{name}'; {(Spelling.Nearest(name, all.Select(column => column.Name)) is { } nearest ? $"did you mean '{nearest}'?" : $"there is {string.Join(", ", all.Select(column => column.Name).Take(20))}.")}"))];
    }

    private static async Task<byte[]> ReadAsync(Map map, Collection table, ImmutableArray<int> columns, string version, CancellationToken cancellationToken)
    {
        var ids = new List<ulong>();
        List<Value>[] values = [.. columns.Select(_ => new List<Value>())];
        var query = new FeatureQuery { Columns = columns, WithGeometry = false, Limit = MostRows + 1 };
        await using FeatureReader reader = await table.Features!.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (ids.Count == MostRows) throw new RequestException(RequestFault.TooLarge, "table", $"Table '{table.Id}' has more than {MostRows} rows; its attributes come with vector tiles and WFS.");
            ids.Add(reader.Id.TileId);
            for (int i = 0; i < values.Length; i++) values[i].Add(reader.Values[i]);
        }
        return JsonDocuments.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("map", map.Id);
            json.WriteString("table", table.Id);
            json.WriteString("version", version);
            json.WriteStartArray("ids");
            foreach (ulong one in ids) json.WriteNumberValue(one);
            json.WriteEndArray();
            json.WriteStartObject("columns");
            for (int i = 0; i < values.Length; i++)
            {
                json.WriteStartArray(table.Schema.Columns[columns[i]].Name);
                foreach (Value value in values[i]) Write(json, value);
                json.WriteEndArray();
            }
            json.WriteEndObject();
            json.WriteStartObject("titles");
            foreach (string name in columns.Select(index => table.Schema.Columns[index].Name).Where(table.AttributeTitles.ContainsKey)) json.WriteText(name, table.AttributeTitles[name]);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Integer: json.WriteNumberValue(value.AsInteger()); break;
            case ValueKind.Real when double.IsFinite(value.AsNumber()): json.WriteNumberValue(value.AsNumber()); break;
            case ValueKind.Null or ValueKind.Real: json.WriteNullValue(); break;
            case ValueKind.Boolean: json.WriteBooleanValue(value.AsBoolean()); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }
}
