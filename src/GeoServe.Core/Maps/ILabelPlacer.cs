namespace GeoServe.Core.Maps;

/// <summary>Decides which labels of a block are drawn, and where (design, section 7, "Labels").</summary>
public interface ILabelPlacer
{
    /// <summary>
    /// Places the labels of a block of tiles. The scene's view is the block grown by <see cref="MarginPixels"/> on each side, so that what is
    /// decided for any tile of the block is the same as in the neighbouring block.
    /// </summary>
    PlacedLabels Place(MapScene block, CancellationToken cancellationToken);

    /// <summary>How far beyond a block its scene reaches, in style pixels, for a style.</summary>
    int MarginPixels(Catalogs.MapStyle style);
}
