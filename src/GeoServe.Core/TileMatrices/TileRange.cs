namespace GeoServe.Core.TileMatrices;

/// <summary>A block of tiles of one matrix, ends included (WMTS TileMatrixLimits, OGC 07-057r7, Table 12).</summary>
/// <param name="Z">Index of the tile matrix.</param>
/// <param name="MinX">First column.</param> <param name="MinY">First row.</param>
/// <param name="MaxX">Last column.</param> <param name="MaxY">Last row.</param>
public readonly record struct TileRange(int Z, int MinX, int MinY, int MaxX, int MaxY)
{
    /// <summary>Tiles across.</summary>
    public int Columns => MaxX - MinX + 1;

    /// <summary>Tiles down.</summary>
    public int Rows => MaxY - MinY + 1;

    /// <summary>True when the tile is in the block.</summary>
    public bool Contains(TileCoordinate tile) =>
        tile.Z == Z && tile.X >= MinX && tile.X <= MaxX && tile.Y >= MinY && tile.Y <= MaxY;

    /// <summary>The part that both have in common; it may have no tile.</summary>
    public TileRange Intersection(TileRange other) => new(
        Z, Math.Max(MinX, other.MinX), Math.Max(MinY, other.MinY), Math.Min(MaxX, other.MaxX), Math.Min(MaxY, other.MaxY));

    /// <summary>Refuses a tile that is not in the block.</summary>
    /// <exception cref="RequestException"><see cref="RequestFault.TileOutOfRange"/>, with X or Y as the parameter.</exception>
    public void Require(TileCoordinate tile)
    {
        if (tile.X < MinX || tile.X > MaxX)
        {
            throw new RequestException(RequestFault.TileOutOfRange, nameof(tile.X), $"Column {tile.X} is outside {MinX} to {MaxX} of tile matrix {Z}.");
        }
        if (tile.Y < MinY || tile.Y > MaxY)
        {
            throw new RequestException(RequestFault.TileOutOfRange, nameof(tile.Y), $"Row {tile.Y} is outside {MinY} to {MaxY} of tile matrix {Z}.");
        }
    }
}
