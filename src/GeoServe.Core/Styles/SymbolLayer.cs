using System.Collections.Immutable;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Styles;

/// <summary>Labels.</summary>
public sealed record SymbolLayer : StyleLayer
{
    /// <summary>What is written (text-field).</summary>
    public StyleProperty<string> Text { get; init; } = StyleValues.Text("");

    /// <summary>Fonts in order of preference (text-font).</summary>
    public StyleProperty<ImmutableArray<string>> Fonts { get; init; } = StyleValues.Texts(["Open Sans Regular", "Arial Unicode MS Regular"]);

    /// <summary>Pixels of an em (text-size).</summary>
    public StyleProperty<double> Size { get; init; } = StyleValues.Number(16);

    /// <summary>Colour of the letters (text-color).</summary>
    public StyleProperty<Colour> Color { get; init; } = StyleValues.Colour(Colour.Black);

    /// <summary>Colour around the letters (text-halo-color).</summary>
    public StyleProperty<Colour> HaloColor { get; init; } = StyleValues.Colour(Colour.Transparent);

    /// <summary>Pixels of the halo (text-halo-width).</summary>
    public StyleProperty<double> HaloWidth { get; init; } = StyleValues.Number(0);

    /// <summary>Pixels of the halo's softness (text-halo-blur).</summary>
    public StyleProperty<double> HaloBlur { get; init; } = StyleValues.Number(0);

    /// <summary>0 to 1 (text-opacity).</summary>
    public StyleProperty<double> Opacity { get; init; } = StyleValues.Number(1);

    /// <summary>Which part of the label stands at its point (text-anchor).</summary>
    public StyleProperty<TextAnchor> Anchor { get; init; } = StyleValues.Choice<TextAnchor>(TextAnchor.Center);

    /// <summary>Shift in ems, x right, y down (text-offset).</summary>
    public StyleProperty<ImmutableArray<double>> Offset { get; init; } = StyleValues.Numbers([0, 0]);

    /// <summary>Ems after which a line is broken (text-max-width).</summary>
    public StyleProperty<double> MaxWidth { get; init; } = StyleValues.Number(10);

    /// <summary>Ems between letters (text-letter-spacing).</summary>
    public StyleProperty<double> LetterSpacing { get; init; } = StyleValues.Number(0);

    /// <summary>Ems from line to line (text-line-height).</summary>
    public StyleProperty<double> LineHeight { get; init; } = StyleValues.Number(1.2);

    /// <summary>How lines are set (text-justify).</summary>
    public StyleProperty<TextJustify> Justify { get; init; } = StyleValues.Choice<TextJustify>(TextJustify.Center);

    /// <summary>Where the label stands (symbol-placement).</summary>
    public StyleProperty<SymbolPlacement> Placement { get; init; } = StyleValues.Choice<SymbolPlacement>(SymbolPlacement.Point);

    /// <summary>Pixels between labels along a line (symbol-spacing).</summary>
    public StyleProperty<double> Spacing { get; init; } = StyleValues.Number(250);

    /// <summary>Degrees that a line may turn between two letters (text-max-angle).</summary>
    public StyleProperty<double> MaxAngle { get; init; } = StyleValues.Number(45);

    /// <summary>Labels along lines are not turned over (text-keep-upright).</summary>
    public StyleProperty<bool> KeepUpright { get; init; } = StyleValues.Flag(true);

    /// <summary>Degrees, clockwise (text-rotate).</summary>
    public StyleProperty<double> Rotate { get; init; } = StyleValues.Number(0);

    /// <summary>Pixels kept free around the label (text-padding).</summary>
    public StyleProperty<double> Padding { get; init; } = StyleValues.Number(2);

    /// <summary>Drawn even where others stand (text-allow-overlap).</summary>
    public StyleProperty<bool> AllowOverlap { get; init; } = StyleValues.Flag(false);

    /// <summary>Others may be drawn over it (text-ignore-placement).</summary>
    public StyleProperty<bool> IgnorePlacement { get; init; } = StyleValues.Flag(false);

    /// <summary>An icon may stand without its text (text-optional).</summary>
    public StyleProperty<bool> Optional { get; init; } = StyleValues.Flag(false);

    /// <summary>Capitals (text-transform).</summary>
    public StyleProperty<TextTransform> Transform { get; init; } = StyleValues.Choice<TextTransform>(TextTransform.None);

    /// <summary>Shift in pixels, x right, y down (text-translate).</summary>
    public StyleProperty<ImmutableArray<double>> Translate { get; init; } = StyleValues.Numbers([0, 0]);

    /// <summary>Labels with a lower one are placed first (symbol-sort-key).</summary>
    public StyleProperty<double> SortKey { get; init; } = StyleValues.Number(0);

    /// <summary>Classes of <see cref="SortKey"/> (metadata <c>geoserve:label-bands</c>, a list of at most 7 rising limits).</summary>
    public LabelBands Bands { get; init; } = LabelBands.Default;

    /// <inheritdoc/>
    public override bool Draws(GeometryKind kind) => kind != GeometryKind.None;

    /// <inheritdoc/>
    public override double ReachPixels(double zoom) => 0;

    /// <inheritdoc/>
    public override StyleLayer Bind(Func<string, int> columnOf) => this with
    {
        Filter = Filter?.Bind(columnOf),
        Text = Text.Bind(columnOf),
        Fonts = Fonts.Bind(columnOf),
        Size = Size.Bind(columnOf),
        Color = Color.Bind(columnOf),
        HaloColor = HaloColor.Bind(columnOf),
        HaloWidth = HaloWidth.Bind(columnOf),
        HaloBlur = HaloBlur.Bind(columnOf),
        Opacity = Opacity.Bind(columnOf),
        Anchor = Anchor.Bind(columnOf),
        Offset = Offset.Bind(columnOf),
        MaxWidth = MaxWidth.Bind(columnOf),
        LetterSpacing = LetterSpacing.Bind(columnOf),
        LineHeight = LineHeight.Bind(columnOf),
        Justify = Justify.Bind(columnOf),
        Placement = Placement.Bind(columnOf),
        Spacing = Spacing.Bind(columnOf),
        MaxAngle = MaxAngle.Bind(columnOf),
        KeepUpright = KeepUpright.Bind(columnOf),
        Rotate = Rotate.Bind(columnOf),
        Padding = Padding.Bind(columnOf),
        AllowOverlap = AllowOverlap.Bind(columnOf),
        IgnorePlacement = IgnorePlacement.Bind(columnOf),
        Optional = Optional.Bind(columnOf),
        Transform = Transform.Bind(columnOf),
        Translate = Translate.Bind(columnOf),
        SortKey = SortKey.Bind(columnOf),
    };

    /// <inheritdoc/>
    protected override IEnumerable<IStyleProperty> Properties =>
    [
        Text, Fonts, Size, Color, HaloColor, HaloWidth, HaloBlur, Opacity, Anchor, Offset, MaxWidth, LetterSpacing,
        LineHeight, Justify, Placement, Spacing, MaxAngle, KeepUpright, Rotate, Padding, AllowOverlap, IgnorePlacement,
        Optional, Transform, Translate, SortKey,
    ];
}
