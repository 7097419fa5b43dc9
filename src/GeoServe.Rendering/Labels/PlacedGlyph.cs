using GeoServe.Rendering.Glyphs;

namespace GeoServe.Rendering.Labels;

/// <summary>A glyph of a label.</summary>
/// <param name="Face">Its font.</param> <param name="Id">Its number in the font.</param>
/// <param name="X">Of its origin on the baseline, in style pixels from the label's anchor.</param> <param name="Y">Likewise, down.</param>
/// <param name="Scale">Factor on the label's size.</param> <param name="Angle">In radians, clockwise.</param>
internal readonly record struct PlacedGlyph(FontFace Face, ushort Id, float X, float Y, float Scale, float Angle);
