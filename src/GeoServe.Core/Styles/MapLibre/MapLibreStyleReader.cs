using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>
/// Reads MapLibre's style JSON (style specification 8). All faults are listed, none ends the reading; what the specification allows
/// and this server does not draw is a warning. Sources, sprite, glyphs, light and the like are for the client and not looked at.
/// </summary>
public static class MapLibreStyleReader
{
    private static readonly string[] LayerMembers =
        ["id", "type", "metadata", "source", "source-layer", "minzoom", "maxzoom", "filter", "layout", "paint"];

    private static readonly string[] RootMembers =
    [
        "version", "name", "metadata", "center", "centerAltitude", "zoom", "bearing", "pitch", "roll", "light", "sky", "projection", "terrain", "sources",
        "sprite", "glyphs", "font-faces", "transition", "layers", "state",
    ];

    /// <summary>Reads a style from UTF-8, with or without a byte order mark.</summary>
    public static StyleReading Read(ReadOnlySpan<byte> json)
    {
        var faults = new StyleFaults();
        try
        {
            if (json.StartsWith("\uFEFF"u8)) json = json[3..];
            JsonPart root = JsonPart.Parse(json, faults);
            Style style = ReadRoot(root, json, faults);
            bool isSound = faults.All.All(fault => fault.IsWarning);
            return new(isSound ? style : null, faults.All.OrderBy(fault => fault.Line).ToImmutableArray());
        }
        catch (JsonException broken)
        {
            string reason = broken.Message.Split(" LineNumber:")[0];
            return new(null, [new StyleFault("", (int)(broken.LineNumber ?? 0) + 1, $"The text is no JSON: {reason}", IsWarning: false)]);
        }
    }

    /// <summary>Reads a style from text.</summary>
    public static StyleReading Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    private static Style ReadRoot(JsonPart root, ReadOnlySpan<byte> json, StyleFaults faults)
    {
        ImmutableArray<StyleLayer>.Builder layers = ImmutableArray.CreateBuilder<StyleLayer>();
        if (!root.IsObject)
        {
            faults.Add(root, $"A style is an object, not {root.Described}.");
            return new Style("", []);
        }
        foreach ((string name, JsonPart member) in root.Members)
        {
            if (!RootMembers.Contains(name)) faults.Unknown(member, "member of a style called", name, RootMembers);
        }
        if (root["version"] is not { IsNumber: true, Number: 8 }) faults.Add(root["version"] ?? root, "'version' is 8.");
        if (root["layers"] is not { IsArray: true } list) faults.Add(root["layers"] ?? root, "'layers' is an array of layers.");
        else
        {
            var ids = new HashSet<string>();
            foreach (JsonPart part in list.Items)
            {
                if (ReadLayer(part, json, faults, ids) is { } layer) layers.Add(layer);
            }
        }
        return new Style(root["name"] is { IsText: true } title ? title.Text : "", layers.ToImmutable());
    }

    private static StyleLayer? ReadLayer(JsonPart part, ReadOnlySpan<byte> json, StyleFaults faults, HashSet<string> ids)
    {
        if (!part.IsObject)
        {
            faults.Add(part, $"A layer is an object, not {part.Described}.");
            return null;
        }
        foreach ((string name, JsonPart member) in part.Members)
        {
            if (!LayerMembers.Contains(name)) faults.Unknown(member, "member of a layer called", name, LayerMembers);
        }
        string id = part["id"] is { IsText: true, Text.Length: > 0 } named ? named.Text : "";
        if (id.Length == 0) faults.Add(part["id"] ?? part, "A layer has an 'id', a string.");
        else if (!ids.Add(id)) faults.Add(part["id"]!, $"The id '{id}' belongs to an earlier layer.");
        if (part["type"] is not { IsText: true } type)
        {
            faults.Add(part["type"] ?? part, $"A layer has a 'type': {string.Join(", ", LayerReaders.ByType.Keys)}.");
            return null;
        }
        if (LayerReaders.NotDrawn.Contains(type.Text))
        {
            faults.Warn(type, $"Layers of type '{type.Text}' are not drawn by this server.");
            return null;
        }
        if (!LayerReaders.ByType.TryGetValue(type.Text, out Func<string, PropertySection, PropertySection, StyleLayer>? read))
        {
            faults.Unknown(type, "type of layer", type.Text, LayerReaders.ByType.Keys.Concat(LayerReaders.NotDrawn));
            return null;
        }
        var expressions = new ExpressionParser(faults);
        var layout = new PropertySection(Section(part, "layout", faults), "layout", type.Text, expressions);
        StyleProperty<LayerVisibility> visibility = layout.Choice("visibility", LayerVisibility.Visible);
        StyleLayer layer = read(id, new PropertySection(Section(part, "paint", faults), "paint", type.Text, expressions), layout);
        if (type.Text is "background" or "fill" or "circle" or "heatmap" || LayerReaders.OverRasters.Contains(type.Text)) layout.Finish();
        double least = ZoomOf(part, "minzoom", double.NegativeInfinity, faults), most = ZoomOf(part, "maxzoom", double.PositiveInfinity, faults);
        if (least >= most) faults.Add(part["minzoom"] ?? part, $"The layer is never drawn: its minzoom {least} is not below its maxzoom {most}.");
        if (layer is SymbolLayer symbol && part["metadata"]?["geoserve:label-bands"] is { } bands) layer = symbol with { Bands = BandsOf(bands, faults) };
        return layer with
        {
            SourceLayer = SourceLayerOf(part, type.Text, faults),
            Raster = RasterOf(part, type.Text, faults),
            MinZoom = least,
            MaxZoom = most,
            IsVisible = visibility.Evaluate(default) == LayerVisibility.Visible,
            Filter = part["filter"] is { } filter ? new FilterParser(expressions).Parse(filter) : null,
            Metadata = part["metadata"] is { } metadata ? Encoding.UTF8.GetString(json[metadata.Start..metadata.End]) : null,
            Legend = LegendHintsReader.Read(part["metadata"]?["geoserve:legend"], faults),
        };
    }

    private static LabelBands BandsOf(JsonPart part, StyleFaults faults)
    {
        bool isSound = part.IsArray && part.Items.Count < LabelBands.Most && part.Items.All(item => item.IsNumber)
            && part.Items.Zip(part.Items.Skip(1)).All(two => two.First.Number < two.Second.Number);
        if (isSound) return new LabelBands([.. part.Items.Select(item => item.Number)]);
        faults.Add(part, $"'geoserve:label-bands' is a list of at most {LabelBands.Most - 1} numbers that rise.");
        return LabelBands.Default;
    }

    private static JsonPart? Section(JsonPart layer, string name, StyleFaults faults)
    {
        if (layer[name] is not { } section) return null;
        if (section.IsObject) return section;
        faults.Add(section, $"'{name}' is an object of properties, not {section.Described}.");
        return null;
    }

    // MapLibre takes 0 for nothing said, of either.
    private static double ZoomOf(JsonPart layer, string name, double unsaid, StyleFaults faults)
    {
        if (layer[name] is not { } part) return unsaid;
        if (part is { IsNumber: true, Number: >= 0 and <= 24 }) return part.Number == 0 ? unsaid : part.Number;
        faults.Add(part, $"'{name}' is a number from 0 to 24, not {part.Described}.");
        return unsaid;
    }

    private static string? SourceLayerOf(JsonPart layer, string type, StyleFaults faults)
    {
        if (type == "background" || LayerReaders.OverRasters.Contains(type)) return null;
        if (layer["source-layer"] is { IsText: true, Text.Length: > 0 } named) return named.Text;
        faults.Add(layer["source-layer"] ?? layer, $"A {type} layer names its 'source-layer', the collection that it draws.");
        return null;
    }

    // Rasters have no layers inside: the source is the raster.
    private static string? RasterOf(JsonPart layer, string type, StyleFaults faults)
    {
        if (!LayerReaders.OverRasters.Contains(type)) return null;
        if (layer["source"] is { IsText: true, Text.Length: > 0 } named) return named.Text;
        faults.Add(layer["source"] ?? layer, $"A {type} layer names its 'source', the raster that it draws.");
        return null;
    }
}
