namespace GeoServe.Rendering.Glyphs;

/// <summary>A glyph of a shaped text; lengths in ems, y down.</summary>
/// <param name="Face">Its font.</param> <param name="Id">Its number in the font.</param>
/// <param name="Character">Index of the first character of the text that it shows.</param>
/// <param name="Advance">To the next glyph.</param>
/// <param name="OffsetX">From the pen to the glyph.</param> <param name="OffsetY">Likewise.</param>
internal readonly record struct ShapedGlyph(FontFace Face, ushort Id, int Character, float Advance, float OffsetX, float OffsetY);
