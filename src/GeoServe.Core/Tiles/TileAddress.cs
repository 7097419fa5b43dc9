using GeoServe.Core.Changes;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Tiles;

/// <summary>A request bound to the snapshot from which it is answered. Its stamp is that snapshot's.</summary>
/// <param name="Request">What is asked for.</param>
/// <param name="Snapshot">From which state.</param>
public readonly record struct TileAddress(TileRequest Request, Snapshot Snapshot)
{
    /// <summary>The tile's name.</summary>
    public TileName Name => NameOf(Request.Tile);

    /// <summary>The version of the tile's content.</summary>
    public ulong Stamp => Snapshot.StampOf(Request.Map, Request.Style);

    /// <summary>The tile's key.</summary>
    public TileKey Key => new(Name, Stamp);

    /// <summary>True when equal stamps promise equal bytes: each collection is read from an index of just this state.</summary>
    public bool IsExact
    {
        get
        {
            if (!Request.Map.Rasters.IsEmpty) return TileService.IsReady(this);
            foreach (Catalogs.Collection collection in Request.Map.Collections)
            {
                if (!Snapshot.StateOf(collection).Index.IsExact) return false;
            }
            return true;
        }
    }

    /// <summary>The same request for another tile.</summary>
    public TileAddress At(TileCoordinate tile) => this with { Request = Request with { Tile = tile } };

    private TileName NameOf(TileCoordinate tile) => new(
        Request.Map.Id, Request.Style.Id, Request.TileMatrixSet.Id, tile.Z, tile.X, tile.Y, Request.Format, Request.Scale, Request.ViewClass.Id,
        Request.Selection?.Text ?? "")
    {
        Encoding = Request.Encoding,
    };
}
