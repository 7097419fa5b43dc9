using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit.Fakes;
using GeoServe.VectorTiles.Encoding;
using NetTopologySuite.IO.VectorTiles;
using NetTopologySuite.IO.VectorTiles.Mapbox;

namespace GeoServe.UnitTests.Indexing;

/// <summary>Vector tiles of one collection, made from an index.</summary>
internal static class IndexTiles
{
    /// <summary>The tile before compression, of a tile matrix set or WebMercatorQuad.</summary>
    public static async Task<byte[]> EncodeAsync(IFeatureSource source, ITileIndex index, TileCoordinate tile, TileMatrixSet? set = null)
    {
        Collection collection = TestMaps.Collection(source) with { Schema = index.Schema };
        Map map = TestMaps.Map("m", [collection]);
        var snapshot = new Snapshot(new Catalog([collection], [map]), [new CollectionState(collection, 1, index)]);
        using MapScene scene = await new SceneBuilder(new LabelBlocks(null!)).BuildAsync(MapView.OfVectorTile(set ?? TileMatrixSet.WebMercatorQuad, tile), map, map.Styles[0], snapshot, CancellationToken.None);
        return VectorTileEncoder.EncodeRaw(scene).ToArray();
    }

    /// <summary>What NetTopologySuite's reader finds in a tile.</summary>
    public static VectorTile Read(byte[] raw, TileCoordinate tile) =>
        raw.Length == 0 ? new VectorTile() : new MapboxTileReader().Read(new MemoryStream(raw), new NetTopologySuite.IO.VectorTiles.Tiles.Tile(tile.X, tile.Y, tile.Z));

    /// <summary>The tiles of a zoom that a box meets.</summary>
    public static IEnumerable<TileCoordinate> Over(GridBox box, int zoom)
    {
        for (int y = WorldGrid.TileOf(box.MinY, zoom); y <= WorldGrid.TileOf(box.MaxY, zoom); y++)
        {
            for (int x = WorldGrid.TileOf(box.MinX, zoom); x <= WorldGrid.TileOf(box.MaxX, zoom); x++) yield return new TileCoordinate(zoom, x, y);
        }
    }
}
