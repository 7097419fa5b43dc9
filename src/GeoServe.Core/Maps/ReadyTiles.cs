using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Sources;
using GeoServe.Core.Styles;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Maps;

/// <summary>Says which views show tiles of an archive just as they are stored, and reads them.</summary>
public static class ReadyTiles
{
    /// <summary>
    /// True where a vector tile has an archive's layers as they are stored: a tile of WebMercatorQuad at a zoom that the archive has, and nothing of the
    /// content chosen or filtered. Every other view draws or encodes the features in them.
    /// </summary>
    /// <param name="whole">The archive.</param> <param name="map">The map.</param> <param name="view">What is asked for.</param>
    public static bool Serve(Collection whole, Map map, MapView view) =>
        view is { Format: TileFormat.Mvt, Selection: null, Tiles: { } tile } && view.TileMatrixSet == TileMatrixSet.WebMercatorQuad && !map.IsGeometryOnce
        && whole.Archive is { } archive && tile.Z >= archive.MinZoom && tile.Z <= archive.MaxZoom;

    /// <summary>
    /// True where a picture is a tile of an archive as it is stored: of the same format, size and grid, at a zoom that the archive has, and the style draws
    /// nothing but the raster and changes nothing of it.
    /// </summary>
    /// <param name="raster">The archive.</param> <param name="map">The map.</param> <param name="style">The style.</param> <param name="view">One tile.</param>
    public static bool Serve(RasterCollection raster, Map map, MapStyle style, MapView view) =>
        raster.Archive is { } archive && archive.Format == view.Format && map.Collections.IsEmpty && view.Selection is null
        && view.Tiles is { Columns: 1, Rows: 1 } tile && tile.Z >= archive.MinZoom && tile.Z <= archive.MaxZoom
        && view.TileMatrixSet == TileMatrixSet.WebMercatorQuad && view.WidthPixels * view.Scale == archive.TilePixels
        && IsAlone(raster.Id, style.Style, view.Zoom);

    /// <summary>Opens the archive whose stored tile is the whole answer; null where there is more in it, or it is made otherwise.</summary>
    /// <param name="map">The map.</param> <param name="style">The style.</param> <param name="view">One tile.</param> <param name="snapshot">Gives the archive's state.</param>
    /// <returns>The archive and the revision of its state.</returns>
    public static (ITileSource Tiles, ulong Revision)? WholeAnswer(Map map, MapStyle style, MapView view, Snapshot snapshot)
    {
        if (map.OnlyArchive is { } whole && Serve(whole, map, view)) return (whole.Tiles!, snapshot.StateOf(whole).Revision);
        if (!view.Format.IsRaster()) return null;
        foreach (RasterCollection raster in map.Rasters)
        {
            if (Serve(raster, map, style, view)) return (raster.Tiles!, snapshot.StateOf(raster).Revision);
        }
        return null;
    }

    /// <summary>Reads the stored tile; null where the archive has none there.</summary>
    /// <exception cref="SourceUnavailableException">The archive was replaced, or gives no answer.</exception>
    public static ValueTask<Tile?> ReadAsync(Collection whole, TileRange tile, Snapshot snapshot, CancellationToken cancellationToken) =>
        whole.Tiles!.ReadAsync(new TileCoordinate(tile.Z, tile.MinX, tile.MinY), snapshot.StateOf(whole).Revision, cancellationToken);

    private static bool IsAlone(string raster, Style style, double zoom)
    {
        bool isDrawn = false;
        foreach (StyleLayer layer in style.Layers)
        {
            if (!layer.IsDrawnAt(zoom)) continue;
            if (isDrawn || layer is not RasterLayer picture || picture.Raster != raster || !picture.IsUnchanged(zoom)) return false;
            isDrawn = true;
        }
        return isDrawn;
    }
}
