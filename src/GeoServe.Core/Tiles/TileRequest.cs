using GeoServe.Core.Catalogs;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Tiles;

/// <summary>A checked request for one tile: everything in it is there, and the tile lies within the map's limits.</summary>
/// <param name="Map">Which map.</param>
/// <param name="Style">In which of its styles.</param>
/// <param name="TileMatrixSet">In which of its sets.</param>
/// <param name="Tile">Which tile.</param>
/// <param name="Format">As what.</param>
/// <param name="Scale">1, or 2 for "@2x"; always 1 for vector tiles.</param>
/// <param name="ViewClass">For whom.</param>
/// <param name="Selection">What of the map's content; null for all.</param>
public readonly record struct TileRequest(
    Map Map, MapStyle Style, TileMatrixSet TileMatrixSet, TileCoordinate Tile, TileFormat Format, int Scale, ViewClass ViewClass, MapSelection? Selection = null)
{
    /// <summary>How the body is to be packed: vector tiles by gzip unless the client prefers Brotli, pictures not at all.</summary>
    public TileEncoding Encoding { get; init; } = Format.IsRaster() ? TileEncoding.None : TileEncoding.Gzip;
}
