using System.Collections.Immutable;

namespace GeoServe.Core.Sources;

/// <summary>Names of the tile formats.</summary>
public static class TileFormats
{
    /// <summary>All, in the order of <see cref="TileFormat"/>.</summary>
    public static ImmutableArray<TileFormat> All { get; } = [TileFormat.Png, TileFormat.WebP, TileFormat.Jpeg, TileFormat.Mvt];

    /// <summary>Extension in addresses, without the dot.</summary>
    public static string Extension(this TileFormat format) => format switch
    {
        TileFormat.Png => "png",
        TileFormat.WebP => "webp",
        TileFormat.Jpeg => "jpg",
        _ => "mvt",
    };

    /// <summary>Media type.</summary>
    public static string MediaType(this TileFormat format) => format switch
    {
        TileFormat.Png => "image/png",
        TileFormat.WebP => "image/webp",
        TileFormat.Jpeg => "image/jpeg",
        _ => "application/vnd.mapbox-vector-tile",
    };

    /// <summary>True for pictures.</summary>
    public static bool IsRaster(this TileFormat format) => format != TileFormat.Mvt;

    /// <summary>The format of an extension, also "jpeg" and "pbf"; null for an unknown one.</summary>
    public static TileFormat? ByExtension(ReadOnlySpan<char> extension) => extension switch
    {
        "png" => TileFormat.Png,
        "webp" => TileFormat.WebP,
        "jpg" or "jpeg" => TileFormat.Jpeg,
        "mvt" or "pbf" => TileFormat.Mvt,
        _ => null,
    };
}
