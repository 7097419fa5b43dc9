namespace GeoServe.Core.Sources;

/// <summary>A raster at one fineness.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
public readonly record struct RasterLevel(int Width, int Height);
