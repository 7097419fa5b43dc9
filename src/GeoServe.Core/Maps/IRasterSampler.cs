namespace GeoServe.Core.Maps;

/// <summary>Finds what a raster has at a place.</summary>
/// <typeparam name="T">A number, or a colour.</typeparam>
internal interface IRasterSampler<T>
{
    /// <summary>The row of a scene that takes what is found.</summary>
    Span<T> RowToFill(SceneRaster scene, int y);

    /// <summary>What is at a place, in cells from the raster's top left corner.</summary>
    T At(double x, double y);
}
