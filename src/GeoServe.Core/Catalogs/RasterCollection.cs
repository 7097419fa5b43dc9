using System.Collections.Immutable;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.Core.Catalogs;

/// <summary>A raster that maps draw: heights or other measured values, or a picture. It has no features, so no feature service lists it.</summary>
/// <param name="Id">Its name in styles and addresses: <c>[a-z0-9][a-z0-9_-]*</c>, another one than that of any collection.</param>
/// <param name="Title">For people.</param>
/// <param name="Abstract">A few sentences for people; empty where nothing is said.</param>
/// <param name="Source">Where its pixels live.</param>
/// <param name="Info">What it was when the catalog was built.</param>
/// <param name="Bounds">Longitude and latitude around it.</param>
public sealed record RasterCollection(string Id, LocalText Title, LocalText Abstract, IRasterSource Source, RasterInfo Info, Box Bounds)
{
    /// <summary>Where its ready tiles live; null for a raster that has none.</summary>
    public ITileSource? Tiles { get; init; }

    /// <summary>What its archive of ready tiles says of itself; null for a raster that has none.</summary>
    public TileArchive? Archive { get; init; }

    /// <summary>Hash of all that decides which raster it is; titles do not count.</summary>
    public ulong Definition { get; init; }

    /// <summary>Hash of all that is said of it for people alone.</summary>
    public ulong Wording { get; init; }

    /// <summary>Who answers for it, such as "water"; empty where nobody is named.</summary>
    public string Department { get; init; } = "";

    /// <summary>The subject under which lists show it; empty where none is named.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Words to find it by.</summary>
    public ImmutableArray<string> Keywords { get; init; } = [];
}
