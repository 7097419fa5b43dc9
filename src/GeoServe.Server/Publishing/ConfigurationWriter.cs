using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GeoServe.Server.Configuration;

namespace GeoServe.Server.Publishing;

/// <summary>Writes the files of the configuration for what is published, as people would write them.</summary>
internal static class ConfigurationWriter
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file of <c>collections</c>.</summary>
    /// <param name="layers">All layers of the publication.</param>
    /// <param name="pathOf">The path of a layer's file below the data folder.</param>
    /// <param name="request">What the user said.</param>
    public static string Collections(IReadOnlyList<PublishedLayer> layers, Func<PublishedLayer, string> pathOf, PublishRequest request)
    {
        var yaml = new StringBuilder("# yaml-language-server: $schema=../schemas/collections.schema.json\n# Written by geoserve publish; edit it as you like, geoserve unpublish removes it.\ncollections:\n");
        foreach (PublishedLayer layer in layers)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - id: {layer.Id}\n    title: {Text(layer.Title)}\n");
            if (layer.Layer.Description.Length > 0) yaml.Append(CultureInfo.InvariantCulture, $"    abstract: {Text(layer.Layer.Description)}\n");
            yaml.Append(CultureInfo.InvariantCulture, $"    source: {{{Source(layer.Layer.Kind, pathOf(layer), request)}}}\n");
            if (layer.Layer.Table is { } table) yaml.Append(CultureInfo.InvariantCulture, $"    table: {Text(table)}\n");
            if (layer.Crs is { } crs) yaml.Append(CultureInfo.InvariantCulture, $"    crs: {crs}\n");
            if (layer.Key is { } key) yaml.Append(CultureInfo.InvariantCulture, $"    key: {Text(key)}\n");
            if (layer.Label is { } label) yaml.Append(CultureInfo.InvariantCulture, $"    label: {Text(label)}\n");
            AppendPlace(yaml, "    ", request);
        }
        return yaml.ToString();
    }

    /// <summary>The file of <c>maps</c> of one layer.</summary>
    public static string Map(PublishedLayer layer, PublishRequest request)
    {
        var yaml = new StringBuilder("# yaml-language-server: $schema=../schemas/map.schema.json\n");
        yaml.Append(CultureInfo.InvariantCulture, $"title: {Text(layer.Title)}\n");
        if (layer.Layer.Description.Length > 0) yaml.Append(CultureInfo.InvariantCulture, $"abstract: {Text(layer.Layer.Description)}\n");
        AppendPlace(yaml, "", request);
        yaml.Append("zooms: {min: 0, max: 20}\n");
        if (layer.Theme.Method == "plain")
        {
            yaml.Append(CultureInfo.InvariantCulture, $"collections: [{layer.Id}]\nstyles: [{layer.Id}]\n");
            return yaml.ToString();
        }
        yaml.Append(CultureInfo.InvariantCulture, $"theme:\n  collection: {layer.Id}\n  method: {layer.Theme.Method}\n");
        if (layer.Theme.Attribute is { } attribute) yaml.Append(CultureInfo.InvariantCulture, $"  attribute: {Text(attribute)}\n");
        if (request.Classes is { } classes) yaml.Append(CultureInfo.InvariantCulture, $"  classes: {classes}\n");
        if (request.Palette is { } palette) yaml.Append(CultureInfo.InvariantCulture, $"  palette: {Text(palette)}\n");
        if (layer.Label is { } label && layer.Theme.Method is not ("heat" or "hexagons" or "squares" or "clusters")) yaml.Append(CultureInfo.InvariantCulture, $"  labels: {{attribute: {Text(label)}, min: 11}}\n");
        return yaml.ToString();
    }

    /// <summary>The style of a layer whose features are drawn all alike, in MapLibre's form: areas below, lines, points, and names.</summary>
    public static string PlainStyle(PublishedLayer layer)
    {
        string id = layer.Id, text = layer.Label is null ? "" : $$"""
            ,
                {"id": "names", "type": "symbol", "source": "geoserve", "source-layer": "{{id}}", "minzoom": 11,
                 "layout": {"text-field": ["get", {{Text(layer.Label)}}], "text-size": 12, "text-offset": [0, 0.8], "text-anchor": "top"},
                 "paint": {"text-color": "#333333", "text-halo-color": "#ffffff", "text-halo-width": 1.2} }
            """;
        return $$"""
            {
              "version": 8,
              "name": {{Text(layer.Title)}},
              "sources": {"geoserve": {"type": "vector"} },
              "layers": [
                {"id": "areas", "type": "fill", "source": "geoserve", "source-layer": "{{id}}", "filter": ["==", ["geometry-type"], "Polygon"],
                 "paint": {"fill-color": "#9ecae1", "fill-opacity": 0.6, "fill-outline-color": "#3182bd"} },
                {"id": "lines", "type": "line", "source": "geoserve", "source-layer": "{{id}}", "filter": ["==", ["geometry-type"], "LineString"],
                 "paint": {"line-color": "#3182bd", "line-width": 1.5} },
                {"id": "points", "type": "circle", "source": "geoserve", "source-layer": "{{id}}", "filter": ["==", ["geometry-type"], "Point"],
                 "paint": {"circle-color": "#3182bd", "circle-radius": 4, "circle-stroke-color": "#ffffff", "circle-stroke-width": 1} }{{text}}
              ]
            }

            """;
    }

    private static void AppendPlace(StringBuilder yaml, string indent, PublishRequest request)
    {
        if (request.Department is { } department) yaml.Append(CultureInfo.InvariantCulture, $"{indent}department: {Text(department)}\n");
        if (request.Subject is { } subject) yaml.Append(CultureInfo.InvariantCulture, $"{indent}subject: {Text(subject)}\n");
    }

    private static string Source(SourceKind kind, string path, PublishRequest request)
    {
        var parts = new List<string> { $"{kind.ToString().ToLowerInvariant()}: {Text(path)}" };
        if (kind is SourceKind.Shapefile or SourceKind.Csv && request.Encoding is { } encoding) parts.Add($"encoding: {Text(encoding)}");
        if (kind == SourceKind.Csv)
        {
            if (request.X is { } x) parts.Add($"x: {Text(x)}");
            if (request.Y is { } y) parts.Add($"y: {Text(y)}");
            if (request.Wkt is { } wkt) parts.Add($"wkt: {Text(wkt)}");
        }
        return string.Join(", ", parts);
    }

    // A JSON text is one of YAML, too (YAML 1.2, 1.3).
    private static string Text(string text) => JsonSerializer.Serialize(text, s_json);
}
