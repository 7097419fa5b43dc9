using GeoServe.Core;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.VectorTiles.Decoding;

/// <summary>
/// The features of one layer of an archive of vector tiles, for pictures, other grids and zooms beyond the archive's last: read from its tiles of the zoom
/// that fits the picture, each feature cut to its tile, so that nothing is drawn twice.
/// </summary>
public sealed class ArchiveTileIndex : ITileIndex
{
    /// <summary>Most tiles that one query reads.</summary>
    public const int MostTiles = 1_024;

    private readonly ArchiveTiles _tiles;
    private readonly TileArchive _archive;
    private readonly string _layer;
    private readonly ulong _revision;
    private readonly GridBox _bounds;

    /// <summary>An index over a layer.</summary>
    /// <param name="tiles">The archive's tiles.</param> <param name="archive">What it says of itself.</param> <param name="layer">Name of the layer.</param>
    /// <param name="schema">The attributes that are said of it.</param> <param name="revision">The state of the archive.</param>
    public ArchiveTileIndex(ArchiveTiles tiles, TileArchive archive, string layer, FeatureSchema schema, ulong revision)
    {
        (_tiles, _archive, _layer, Schema, _revision) = (tiles, archive, layer, schema, revision);
        Box box = archive.Bounds.Intersection(new Box(-180, -85.06, 180, 85.06));
        _bounds = box.IsEmpty ? WorldGrid.All : WorldGrid.Cover(CrsRegistry.Between(Crs.Crs84, Crs.WebMercator).Transform(box));
    }

    /// <inheritdoc/>
    public FeatureSchema Schema { get; }

    /// <inheritdoc/>
    public bool IsExact => true;

    /// <inheritdoc/>
    public ulong Base => 0;

    /// <inheritdoc/>
    public bool MayMeet(GridBox box) => _bounds.Intersects(box);

    /// <inheritdoc/>
    public long LeftOut(GridBox box, double stepsPerPixel) => 0;

    /// <inheritdoc/>
    public TileCrowding Crowding(double stepsPerPixel) => TileCrowding.None;

    /// <inheritdoc/>
    public async ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken)
    {
        int zoom = ZoomOf(query.StepsPerPixel);
        var read = new List<(TileCoordinate Tile, DecodedLayer Layer)>();
        if (zoom < 0) return new ArchiveCursor(read, Schema, query.Columns);
        int minX = WorldGrid.TileOf(query.Box.MinX, zoom), minY = WorldGrid.TileOf(query.Box.MinY, zoom);
        int maxX = WorldGrid.TileOf(query.Box.MaxX, zoom), maxY = WorldGrid.TileOf(query.Box.MaxY, zoom);
        if ((maxX - minX + 1L) * (maxY - minY + 1L) > MostTiles) throw new RequestException(RequestFault.TooLarge, "z", $"This picture shows more than {MostTiles} tiles of an archive; ask for a finer zoom.");
        for (int y = minY; y <= maxY; y++)
        {
            for (int x = minX; x <= maxX; x++)
            {
                var tile = new TileCoordinate(zoom, x, y);
                ReadOnlyMemory<byte> body = await _tiles.ReadAsync(tile, _revision, cancellationToken).ConfigureAwait(false);
                if (!body.IsEmpty && DecodedLayer.Find(body, _layer) is { } layer) read.Add((tile, layer));
            }
        }
        return new ArchiveCursor(read, Schema, query.Columns);
    }

    // As MapLibre chooses: tiles of 512 pixels, the zoom below. A zoom before the archive's first is drawn from that; what is coarser by more is not drawn. -1: nothing.
    private int ZoomOf(double stepsPerPixel)
    {
        double wanted = Math.Floor(Math.Log2(WorldGrid.Steps / (VectorTilePixels * stepsPerPixel)) + 1e-6);
        return wanted < _archive.MinZoom - 1 ? -1 : (int)Math.Clamp(wanted, _archive.MinZoom, _archive.MaxZoom);
    }

    private const int VectorTilePixels = Core.Maps.MapView.VectorTilePixels;
}
