using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Labels;

/// <summary>How a text is set; lengths in ems but for the size.</summary>
/// <param name="Size">Style pixels of an em.</param> <param name="MaxWidth">After which a line is broken; 0 breaks none.</param>
/// <param name="LineHeight">From line to line.</param> <param name="LetterSpacing">Added after each letter.</param>
/// <param name="AcrossAlign">Which part stands at the anchor: 0 left side, 0.5 middle, 1 right side.</param>
/// <param name="DownAlign">0 upper side to 1 lower side.</param>
/// <param name="Justify">0 lines on the left to 1 on the right.</param>
/// <param name="OffsetX">Shift to the right.</param> <param name="OffsetY">Shift down.</param>
internal readonly record struct TextSetting(
    float Size, float MaxWidth, float LineHeight, float LetterSpacing, float AcrossAlign, float DownAlign, float Justify, float OffsetX, float OffsetY)
{
    /// <summary>The part of a label, across and down, that an anchor names.</summary>
    public static (float Across, float Down) AlignOf(TextAnchor anchor) => (
        anchor is TextAnchor.Left or TextAnchor.TopLeft or TextAnchor.BottomLeft ? 0 : anchor is TextAnchor.Right or TextAnchor.TopRight or TextAnchor.BottomRight ? 1 : 0.5f,
        anchor is TextAnchor.Top or TextAnchor.TopLeft or TextAnchor.TopRight ? 0 : anchor is TextAnchor.Bottom or TextAnchor.BottomLeft or TextAnchor.BottomRight ? 1 : 0.5f);

    /// <summary>The share of a line's free room that lies on its left.</summary>
    public static float JustifyOf(TextJustify justify, float acrossAlign) => justify switch
    {
        TextJustify.Left => 0,
        TextJustify.Right => 1,
        TextJustify.Center => 0.5f,
        _ => acrossAlign,
    };
}
