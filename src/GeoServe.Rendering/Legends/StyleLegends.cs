using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;
using GeoServe.Rendering.Glyphs;

namespace GeoServe.Rendering.Legends;

/// <summary>
/// Legends from styles: one entry for each class of a fill, line or circle layer, a ramp for the colours of a raster, the layers drawn last at the top. What the style says in
/// <c>metadata</c>, <c>geoserve:legend</c>, goes before what can be read off its expressions. Safe for concurrent use.
/// </summary>
public sealed class StyleLegends(FontLibrary fonts) : ILegends
{
    private const double MostSizePixels = 24;

    // A heat map has no numbers: what it shows depends on the zoom.
    private static readonly LocalText[] Densities = [new("稀疏", "Sparse"), new("较疏", "Fairly sparse"), new("中等", "Medium"), new("较密", "Fairly dense"), new("密集", "Dense")];

    private static readonly LocalText Other = new("其他", "Other");

    /// <inheritdoc/>
    public IReadOnlyList<LegendEntry> Entries(Map map, MapStyle style, string language)
    {
        var entries = new List<LegendEntry>();
        foreach (StyleLayer layer in Shown(style.Style).Reverse())
        {
            double zoom = Math.Clamp(((map.MinZoom + map.MaxZoom) / 2.0) - 1, layer.MinZoom, Math.Max(layer.MinZoom, Math.Min(layer.MaxZoom - 0.01, 24)));
            LocalText title = layer.Legend.Title ?? map.FindCollection(layer.SourceLayer ?? "")?.Title ?? map.FindRaster(layer.Raster ?? "")?.Title ?? LocalText.Of(layer.Id);
            entries.AddRange(EntriesOf(layer, zoom, title.In(language), language));
        }
        return entries;
    }

    /// <inheritdoc/>
    public byte[] Png(Map map, MapStyle style, string language, int scale) => LegendPicture.Draw(Entries(map, style, language), fonts, scale);

    /// <inheritdoc/>
    public byte[] Svg(Map map, MapStyle style, string language) => LegendSvg.Write(map.Title.In(language), Entries(map, style, language), fonts);

    // Of the layers over one collection that have no title of their own one stands for all: that with classes, else the lowest.
    private static IEnumerable<StyleLayer> Shown(Style style)
    {
        StyleLayer[] layers = [.. style.Layers.Where(layer => layer is FillLayer or LineLayer or CircleLayer or HeatmapLayer or ColorReliefLayer && layer.IsVisible && !layer.Legend.IsHidden)];
        foreach (StyleLayer layer in layers)
        {
            StyleLayer[] untitled = [.. layers.Where(other => IsOverSame(other, layer) && other.Legend.Title is null)];
            bool standsForAll = layer == (Array.Find(untitled, other => ClassesOf(other, 10).Count > 0) ?? untitled.FirstOrDefault());
            bool collectionIsNamed = Array.Exists(layers, other => IsOverSame(other, layer) && other.Legend.Title is not null);
            if (layer.Legend.Title is not null || (standsForAll && !collectionIsNamed)) yield return layer;
        }
    }

    private static bool IsOverSame(StyleLayer one, StyleLayer other) => one.SourceLayer == other.SourceLayer && one.Raster == other.Raster;

    private static IEnumerable<LegendEntry> EntriesOf(StyleLayer layer, double zoom, string title, string language)
    {
        if (layer is HeatmapLayer heat)
        {
            for (int i = 0; i < Densities.Length; i++)
            {
                var context = new EvaluationContext(zoom, default, default, 0) { HeatmapDensity = (i + 1.0) / Densities.Length };
                yield return new LegendEntry(Densities[i].In(language), "fill", Hex(heat.Color.Evaluate(context).WithOpacity(heat.Opacity.Evaluate(context))), null, 0);
            }
            yield break;
        }
        if (layer is ColorReliefLayer relief)
        {
            foreach (LegendEntry entry in ReliefLegend.Of(relief, zoom, title, language)) yield return entry;
            yield break;
        }
        List<LegendClass> classes = ClassesOf(layer, zoom);
        if (classes.Count == 0)
        {
            if (EntryOf(layer, zoom, title, null) is { } single) yield return single;
            yield break;
        }
        foreach (LegendClass one in classes)
        {
            LocalText? said = one.Keys.Select(key => layer.Legend.Entries.GetValueOrDefault(key)).FirstOrDefault(text => text is not null);
            // Where the style titles its classes and not the rest, there is none.
            if (one.IsRest && said is null && !layer.Legend.Entries.IsEmpty) continue;
            string name = said?.In(language) ?? (one.IsRest ? Other.In(language) : one.Title);
            if (EntryOf(layer, zoom, name, one.Output) is { } entry) yield return entry;
        }
    }

    private static List<LegendClass> ClassesOf(StyleLayer layer, double zoom)
    {
        List<LegendClass> byColour = LegendClasses.Of(ColourOf(layer).Expression, zoom);
        return byColour.Count > 0 ? byColour : LegendClasses.Of(SizeOf(layer)?.Expression, zoom);
    }

    // The class's output takes the place of the property that makes the classes; null where nothing is seen of it.
    private static LegendEntry? EntryOf(StyleLayer layer, double zoom, string title, Expression? output)
    {
        var context = new EvaluationContext(zoom, default, default, 0);
        bool isColour = output is not null && output.Evaluate(context).Kind == Core.Features.ValueKind.Colour;
        Colour colour = isColour ? Colour.Of(output!.Evaluate(context)) : ColourOf(layer).Evaluate(context);
        double size = output is not null && !isColour && output.Evaluate(context).IsNumber ? output.Evaluate(context).AsNumber() : SizeOf(layer)?.Evaluate(context) ?? 0;
        (string symbol, Colour? outline, double opacity) = layer switch
        {
            FillLayer fill => ("fill", fill.OutlineColor.IsUnsaid ? null : fill.OutlineColor.Evaluate(context), fill.Opacity.Evaluate(context)),
            CircleLayer circle => ("circle", circle.StrokeWidth.Evaluate(context) > 0 ? circle.StrokeColor.Evaluate(context) : null, circle.Opacity.Evaluate(context)),
            LineLayer line => ("line", (Colour?)null, line.Opacity.Evaluate(context)),
            _ => ("fill", null, 1),
        };
        colour = colour.WithOpacity(opacity);
        if (colour.Alpha <= 0 && outline is null) return null;
        double pixels = symbol == "circle" ? size * 2 : size;
        return new LegendEntry(title, symbol, Hex(colour), outline is { } around ? Hex(around) : null, Math.Min(Math.Max(pixels, symbol == "fill" ? 0 : 1), MostSizePixels));
    }

    private static StyleProperty<Colour> ColourOf(StyleLayer layer) => layer switch
    {
        FillLayer fill => fill.Color,
        LineLayer line => line.Color,
        CircleLayer circle => circle.Color,
        _ => StyleValues.Colour(Colour.Black),
    };

    private static StyleProperty<double>? SizeOf(StyleLayer layer) => layer switch
    {
        LineLayer line => line.Width,
        CircleLayer circle => circle.Radius,
        _ => null,
    };

    internal static string Hex(Colour colour)
    {
        static int Byte(double channel) => (int)Math.Round(channel * 255);
        string rgb = $"#{Byte(colour.Red):x2}{Byte(colour.Green):x2}{Byte(colour.Blue):x2}";
        return Byte(colour.Alpha) == 255 ? rgb : $"{rgb}{Byte(colour.Alpha):x2}";
    }
}
