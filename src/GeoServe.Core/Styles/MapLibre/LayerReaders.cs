using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>Reads the properties of each type of layer.</summary>
internal static class LayerReaders
{
    public static IReadOnlyDictionary<string, Func<string, PropertySection, PropertySection, StyleLayer>> ByType { get; } =
        new Dictionary<string, Func<string, PropertySection, PropertySection, StyleLayer>>
        {
            ["background"] = Background,
            ["fill"] = Fill,
            ["line"] = Line,
            ["circle"] = Circle,
            ["heatmap"] = Heatmap,
            ["symbol"] = Symbol,
            ["raster"] = RasterLayerReaders.Picture,
            ["hillshade"] = RasterLayerReaders.Hillshade,
            ["color-relief"] = RasterLayerReaders.ColorRelief,
        };

    /// <summary>Types whose layers draw a raster.</summary>
    public static IReadOnlyList<string> OverRasters { get; } = ["raster", "hillshade", "color-relief"];

    /// <summary>Types of MapLibre that this server leaves out.</summary>
    public static IReadOnlyList<string> NotDrawn { get; } = ["fill-extrusion", "sky"];

    private static BackgroundLayer Background(string id, PropertySection paint, PropertySection layout)
    {
        var layer = new BackgroundLayer
        {
            Id = id,
            Color = paint.Colour("background-color", Colour.Black),
            Opacity = paint.Number("background-opacity", 1, 0, 1),
        };
        paint.Finish("background-pattern");
        return layer;
    }

    private static FillLayer Fill(string id, PropertySection paint, PropertySection layout)
    {
        var layer = new FillLayer
        {
            Id = id,
            Color = paint.Colour("fill-color", Colour.Black),
            Opacity = paint.Number("fill-opacity", 1, 0, 1),
            OutlineColor = paint.Colour("fill-outline-color", Colour.Black),
            Antialias = paint.Flag("fill-antialias", true),
            Translate = paint.Numbers("fill-translate", [0, 0]),
            SortKey = layout.Number("fill-sort-key", 0),
        };
        paint.Finish("fill-pattern", "fill-translate-anchor");
        return layer;
    }

    private static LineLayer Line(string id, PropertySection paint, PropertySection layout)
    {
        var layer = new LineLayer
        {
            Id = id,
            Color = paint.Colour("line-color", Colour.Black),
            Width = paint.Number("line-width", 1, 0),
            Opacity = paint.Number("line-opacity", 1, 0, 1),
            Dashes = paint.Numbers("line-dasharray", []),
            Cap = layout.Choice("line-cap", LineCap.Butt),
            Join = layout.Choice("line-join", LineJoin.Miter),
            MiterLimit = layout.Number("line-miter-limit", 2),
            GapWidth = paint.Number("line-gap-width", 0, 0),
            Offset = paint.Number("line-offset", 0),
            Blur = paint.Number("line-blur", 0, 0),
            Translate = paint.Numbers("line-translate", [0, 0]),
            SortKey = layout.Number("line-sort-key", 0),
        };
        paint.Finish("line-pattern", "line-gradient", "line-translate-anchor");
        layout.Finish("line-round-limit");
        return layer;
    }

    private static CircleLayer Circle(string id, PropertySection paint, PropertySection layout)
    {
        var layer = new CircleLayer
        {
            Id = id,
            Radius = paint.Number("circle-radius", 5, 0),
            Color = paint.Colour("circle-color", Colour.Black),
            Opacity = paint.Number("circle-opacity", 1, 0, 1),
            Blur = paint.Number("circle-blur", 0),
            StrokeColor = paint.Colour("circle-stroke-color", Colour.Black),
            StrokeWidth = paint.Number("circle-stroke-width", 0, 0),
            StrokeOpacity = paint.Number("circle-stroke-opacity", 1, 0, 1),
            Translate = paint.Numbers("circle-translate", [0, 0]),
            SortKey = layout.Number("circle-sort-key", 0),
        };
        paint.Finish("circle-translate-anchor", "circle-pitch-scale", "circle-pitch-alignment");
        return layer;
    }

    // The specification's own ramp, where a style names none.
    private static readonly Expression UsualHeat = new ExpressionParser(new StyleFaults()).Parse(
        JsonPart.Parse("""["interpolate",["linear"],["heatmap-density"],0,"rgba(0,0,255,0)",0.1,"royalblue",0.3,"cyan",0.5,"lime",0.7,"yellow",1,"red"]"""u8, new StyleFaults()), ExpressionType.Colour).Expression;

    private static HeatmapLayer Heatmap(string id, PropertySection paint, PropertySection layout)
    {
        StyleProperty<Colour> colour = paint.Colour("heatmap-color", Colour.Transparent);
        var layer = new HeatmapLayer
        {
            Id = id,
            Weight = paint.Number("heatmap-weight", 1, 0),
            Radius = paint.Number("heatmap-radius", 30, 1),
            Intensity = paint.Number("heatmap-intensity", 1, 0),
            Color = colour.IsUnsaid ? StyleValues.Colour(Colour.Transparent, UsualHeat) : colour,
            Opacity = paint.Number("heatmap-opacity", 1, 0, 1),
        };
        paint.Finish();
        return layer;
    }

    private static SymbolLayer Symbol(string id, PropertySection paint, PropertySection layout)
    {
        var layer = new SymbolLayer
        {
            Id = id,
            Text = layout.TokenText("text-field"),
            Fonts = layout.Texts("text-font", ["Open Sans Regular", "Arial Unicode MS Regular"]),
            Size = layout.Number("text-size", 16, 0),
            Color = paint.Colour("text-color", Colour.Black),
            HaloColor = paint.Colour("text-halo-color", Colour.Transparent),
            HaloWidth = paint.Number("text-halo-width", 0, 0),
            HaloBlur = paint.Number("text-halo-blur", 0, 0),
            Opacity = paint.Number("text-opacity", 1, 0, 1),
            Anchor = layout.Choice("text-anchor", TextAnchor.Center),
            Offset = layout.Numbers("text-offset", [0, 0]),
            MaxWidth = layout.Number("text-max-width", 10, 0),
            LetterSpacing = layout.Number("text-letter-spacing", 0),
            LineHeight = layout.Number("text-line-height", 1.2),
            Justify = layout.Choice("text-justify", TextJustify.Center),
            Placement = layout.Choice("symbol-placement", SymbolPlacement.Point),
            Spacing = layout.Number("symbol-spacing", 250, 1),
            MaxAngle = layout.Number("text-max-angle", 45),
            KeepUpright = layout.Flag("text-keep-upright", true),
            Rotate = layout.Number("text-rotate", 0),
            Padding = layout.Number("text-padding", 2, 0),
            AllowOverlap = layout.Flag("text-allow-overlap", false),
            IgnorePlacement = layout.Flag("text-ignore-placement", false),
            Optional = layout.Flag("text-optional", false),
            Transform = layout.Choice("text-transform", TextTransform.None),
            Translate = paint.Numbers("text-translate", [0, 0]),
            SortKey = layout.Number("symbol-sort-key", 0),
        };
        paint.Finish("text-translate-anchor", "icon-opacity", "icon-color", "icon-halo-color", "icon-halo-width", "icon-halo-blur",
            "icon-translate", "icon-translate-anchor");
        layout.Finish("symbol-avoid-edges", "symbol-z-order", "text-pitch-alignment", "text-rotation-alignment", "text-variable-anchor",
            "text-variable-anchor-offset", "text-radial-offset", "text-writing-mode", "text-overlap", "icon-image", "icon-size", "icon-anchor",
            "icon-offset", "icon-rotate", "icon-padding", "icon-allow-overlap", "icon-overlap", "icon-ignore-placement", "icon-optional",
            "icon-rotation-alignment", "icon-text-fit", "icon-text-fit-padding", "icon-keep-upright", "icon-pitch-alignment");
        return layer;
    }
}
