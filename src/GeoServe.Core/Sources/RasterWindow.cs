namespace GeoServe.Core.Sources;

/// <summary>
/// A part of a raster in cells of <paramref name="Step"/> x <paramref name="Step"/> pixels of one level. Cells are counted from the level's first
/// pixel, so every window has the same ones. What lies outside of the raster is asked for, too, and has no value.
/// </summary>
/// <param name="Level">Index of the level: 0 is the raster itself.</param>
/// <param name="Step">Pixels of a cell each way, 1 or more.</param>
/// <param name="X">The first cell across.</param> <param name="Y">The first cell down.</param>
/// <param name="Width">Cells across.</param> <param name="Height">Cells down.</param>
public readonly record struct RasterWindow(int Level, int Step, int X, int Y, int Width, int Height);
