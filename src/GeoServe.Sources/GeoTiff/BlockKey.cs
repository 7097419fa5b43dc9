namespace GeoServe.Sources.GeoTiff;

/// <summary>Names an unpacked block.</summary>
/// <param name="Raster">Number of the opened file.</param> <param name="Level">Index of the level.</param> <param name="Column">Block from the left.</param> <param name="Row">Block from the top.</param>
/// <param name="IsColours">Colours, not numbers.</param>
internal readonly record struct BlockKey(long Raster, int Level, int Column, int Row, bool IsColours);
