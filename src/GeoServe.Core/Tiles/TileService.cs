using GeoServe.Core.Changes;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Tiles;

/// <summary>Gives tiles to every protocol: from the cache, or made once and kept.</summary>
/// <param name="cache">Memory and store.</param>
/// <param name="scenes">Finds what a tile shows.</param>
/// <param name="encoders">One for each format.</param>
/// <param name="stores">Stores tiles behind the answer's back.</param>
/// <param name="gate">Bounds the renders.</param>
public sealed class TileService(ITileCache cache, SceneBuilder scenes, IEnumerable<ISceneEncoder> encoders, TileStoreQueue stores, RenderGate gate)
{
    private readonly ISceneEncoder[] _encoders = [.. encoders];
    private readonly EmptyPictures _emptyPictures = new();
    private readonly SingleFlight<TileKey, Tile?> _reads = new();
    private readonly SingleFlight<FlightKey, Tile[]> _renders = new();    // one metatile, one version, one view class

    /// <summary>Binds a request to the snapshot that it is read from; its key's stamp is that snapshot's.</summary>
    public TileAddress Address(in TileRequest request, Snapshot snapshot) => new(request, snapshot);

    /// <summary>
    /// Gives the tile at an address; a hit in memory allocates nothing. A tile that the indexes know to be empty is neither looked for nor made nor kept.
    /// </summary>
    /// <exception cref="SourceUnavailableException">A source gave no answer, and no cache has the tile.</exception>
    /// <exception cref="OverloadedException">Too many renders wait already.</exception>
    public ValueTask<Tile> GetAsync(in TileAddress address, CancellationToken cancellationToken) =>
        cache.InMemory(address) is { } kept ? new(kept)
        : ReadyOf(address) is { } archive ? ReadReadyAsync(archive.Tiles, archive.Revision, address, cancellationToken)
        : IsEmpty(address) ? new(EmptyOf(address, cancellationToken))
        : new(FindAsync(address, cancellationToken));

    /// <summary>True for a tile that an archive has ready as it is asked for.</summary>
    internal static bool IsReady(in TileAddress address) => ReadyOf(address) is not null;

    private static (ITileSource Tiles, ulong Revision)? ReadyOf(in TileAddress address) =>
        ReadyTiles.WholeAnswer(address.Request.Map, address.Request.Style, ViewOf(address.Request), address.Snapshot);

    // Memory is asked before this: of what is asked for often, most has something in it.
    private bool IsEmpty(in TileAddress address) => scenes.IsEmpty(ViewOf(address.Request), address.Request.Map, address.Request.Style, address.Snapshot);

    private Tile EmptyOf(in TileAddress address, CancellationToken cancellationToken) => address.Request.Style.Style.IsCode ? new Tile(default, address.Request.Format)
        : address.Request.Format.IsRaster() ? _emptyPictures.Of(ViewOf(address.Request), address.Request, EncoderOf(address.Request.Format), cancellationToken)
        : Tile.EmptyVectorTile;

    private static MapView ViewOf(in TileRequest request) => ViewOf(request, new TileRange(request.Tile.Z, request.Tile.X, request.Tile.Y, request.Tile.X, request.Tile.Y));

    private static MapView ViewOf(in TileRequest request, TileRange tiles)
    {
        MapView view = request.Format == TileFormat.Mvt
            ? MapView.OfVectorTile(request.TileMatrixSet, request.Tile, request.Encoding)
            : MapView.OfRaster(request.TileMatrixSet, tiles, request.Scale, request.Format);
        return request.Selection is null ? view : view with { Selection = request.Selection };
    }

    private async Task<Tile> FindAsync(TileAddress address, CancellationToken cancellationToken)
    {
        Tile? stored = await _reads.JoinAsync(address.Key, flight => ReadAsync(address, flight), cancellationToken).ConfigureAwait(false);
        if (stored is not null) return stored;
        TileRange metatile = Metatile.Around(address.Request);
        Tile[] made = await _renders.JoinAsync(FlightKey.Of(address, metatile), flight => RenderAsync(address, metatile, flight), cancellationToken).ConfigureAwait(false);
        TileCoordinate tile = address.Request.Tile;
        return made[((tile.Y - metatile.MinY) * metatile.Columns) + tile.X - metatile.MinX];
    }

    // Read faster than a store would be asked, so it is kept in memory alone.
    private async ValueTask<Tile> ReadReadyAsync(ITileSource archive, ulong revision, TileAddress address, CancellationToken cancellationToken)
    {
        Tile? ready = await archive.ReadAsync(address.Request.Tile, revision, cancellationToken).ConfigureAwait(false);
        if (ready is null) return EmptyOf(address, cancellationToken);
        // Clients that take vector tiles packed take gzip; what is packed in another way goes out unpacked.
        if (ready.Encoding == TileEncoding.Brotli) ready = new Tile(TileBody.Unpack(ready), ready.Format);
        cache.KeepInMemory(address, ready);
        return ready;
    }

    // A render that ended between this caller's look into memory and its joining has left the tile there.
    private async Task<Tile?> ReadAsync(TileAddress address, CancellationToken cancellationToken)
    {
        if (cache.InMemory(address) is { } kept) return kept;
        Tile? stored = await cache.GetAsync(address.Key, cancellationToken).ConfigureAwait(false);
        if (stored is not null) cache.KeepInMemory(address, stored);
        return stored;
    }

    private Task<Tile[]> RenderAsync(TileAddress address, TileRange metatile, CancellationToken cancellationToken) =>
        InMemory(address, metatile, cancellationToken) is { } kept
            ? Task.FromResult(kept)
            : gate.EnterAsync(flight => MakeAsync(address, metatile, flight), cancellationToken);

    private async Task<Tile[]> MakeAsync(TileAddress address, TileRange metatile, CancellationToken cancellationToken)
    {
        TileRequest request = address.Request;
        using MapScene scene = await scenes.BuildAsync(ViewOf(request, metatile), request.Map, request.Style, address.Snapshot, cancellationToken).ConfigureAwait(false);
        Tile[] made = EncoderOf(request.Format).Encode(scene, cancellationToken);
        for (int i = 0; i < made.Length; i++)
        {
            TileAddress each = address.At(Coordinate(metatile, i));
            if (made.Length > 1 && IsEmpty(each)) continue;
            cache.KeepInMemory(each, made[i]);
            stores.Post(each.Key, made[i]);
        }
        return made;
    }

    private Tile[]? InMemory(in TileAddress address, TileRange metatile, CancellationToken cancellationToken)
    {
        var tiles = new Tile[metatile.Columns * metatile.Rows];
        for (int i = 0; i < tiles.Length; i++)
        {
            TileAddress each = address.At(Coordinate(metatile, i));
            if (cache.InMemory(each) is { } kept) tiles[i] = kept;
            else if (IsEmpty(each)) tiles[i] = EmptyOf(each, cancellationToken);
            else return null;
        }
        return tiles;
    }

    private static TileCoordinate Coordinate(TileRange metatile, int index) =>
        new(metatile.Z, metatile.MinX + (index % metatile.Columns), metatile.MinY + (index / metatile.Columns));

    private ISceneEncoder EncoderOf(TileFormat format) =>
        Array.Find(_encoders, encoder => encoder.Makes(format))
        ?? throw new RequestException(RequestFault.NotSupported, "FORMAT", $"Tiles of format {format.Extension()} are not made here.");
}
