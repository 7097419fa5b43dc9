using System.Collections.Immutable;
using GeoServe.Core.Catalogs;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;

namespace GeoServe.Server.Configuration;

/// <summary>What the catalog says of rasters and of maps that draw them.</summary>
internal static class RasterMaps
{
    // A picture of a map's first zoom shows all of it, and reads at most so many pixels each way without waiting long.
    private const int MostPixelsFarOut = 8192;

    /// <summary>Longitude and latitude around a raster.</summary>
    public static Box BoundsOf(RasterInfo info) => CrsRegistry.Between(info.Crs, Crs.Crs84).Transform(info.Bounds) is var box && info.Crs.IsGeographic && (box.MinX < -180 || box.MaxX > 180)
        ? new Box(-180, Math.Max(-90, box.MinY), 180, Math.Min(90, box.MaxY))       // one that begins at Greenwich goes round
        : box.Intersection(Box.WholeEarth);

    /// <summary>What will be slow or wrong, and what to do; null where nothing will.</summary>
    public static string? ProblemOf(RasterInfo info, Box bounds)
    {
        if (bounds.IsEmpty || bounds.Width == 0 || bounds.Height == 0) return $"it lies nowhere on the earth, by {info.Crs.Name}; name the right one by 'crs'.";
        return info.Levels[^1] is var last && Math.Max(last.Width, last.Height) > MostPixelsFarOut
            ? $"its coarsest level has {last.Width} x {last.Height} pixels: maps from far away read all of them, or refuse. Give it overviews (gdaladdo -r average FILE)."
            : null;
    }

    /// <summary>The formats of a map that names none.</summary>
    /// <param name="hasNoFeatures">True for a map of rasters alone.</param>
    public static ImmutableArray<TileFormat> FormatsOf(bool hasNoFeatures) => hasNoFeatures ? TileFormats.All.Remove(TileFormat.Mvt) : TileFormats.All;

    /// <summary>The styles under which it is given alone.</summary>
    public static IEnumerable<MapStyle> StylesOf(RasterCollection raster) => RasterStyles.Of(raster);
}
