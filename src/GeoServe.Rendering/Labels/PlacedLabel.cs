namespace GeoServe.Rendering.Labels;

/// <summary>A label that is drawn.</summary>
/// <param name="Layer">Id of its style layer.</param>
/// <param name="X">Its anchor in scene units of the block.</param> <param name="Y">Likewise.</param>
/// <param name="Ink">Around all that is drawn of it, in scene units of the block.</param>
/// <param name="Glyphs">Its letters.</param> <param name="Look">How.</param>
internal sealed record PlacedLabel(string Layer, int X, int Y, UnitBox Ink, PlacedGlyph[] Glyphs, LabelLook Look);
