namespace GeoServe.Core.TileMatrices;

/// <summary>The address of one tile in a <see cref="TileMatrixSet"/>.</summary>
/// <param name="Z">Index of the tile matrix, from 0, the coarsest.</param>
/// <param name="X">TILECOL: from 0 at the left edge, growing to the right.</param>
/// <param name="Y">TILEROW: from 0 at the top edge, growing downwards. TMS rows are flipped on arrival.</param>
public readonly record struct TileCoordinate(int Z, int X, int Y);
