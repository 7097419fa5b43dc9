using System.IO.Compression;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Maps;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit;
using GeoServe.TestKit.Fakes;
using GeoServe.VectorTiles.Encoding;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.VectorTiles;
using NetTopologySuite.IO.VectorTiles.Mapbox;
using NUnit.Framework;
using Tile = GeoServe.Core.Sources.Tile;

namespace GeoServe.UnitTests.VectorTiles;

/// <summary>Our tiles, read by the decoder of NetTopologySuite.IO.VectorTiles.Mapbox.</summary>
public class VectorTileEncoderTests
{
    [Test]
    public async Task A_point_comes_back_where_it_was_with_its_attributes_and_id()
    {
        VectorTile tile = await TileOf(new(10, 815, 423), ("解放碑", "POINT (106.577 29.5573)"));

        IFeature feature = tile.Layers.Single().Features.Single();
        Assert.That(tile.Layers.Single().Name, Is.EqualTo("places"));
        Assert.That(feature.Geometry.Coordinate.X, Is.EqualTo(106.577).Within(360.0 / 1024 / 4096));
        Assert.That(feature.Geometry.Coordinate.Y, Is.EqualTo(29.5573).Within(360.0 / 1024 / 4096));
        Assert.That(feature.Attributes["name"], Is.EqualTo("解放碑"));
        Assert.That(feature.Attributes["id"], Is.EqualTo(1));
    }

    [Test]
    public async Task A_tile_with_nothing_in_it_is_empty()
    {
        Tile tile = await Encode(new(10, 0, 0), ("far away", "POINT (106.577 29.5573)"));

        Assert.That(tile.IsEmpty);
    }

    [Spec("MVT 2.1", "4.3.4.4")]
    [TestCase("POLYGON ((10 10, 50 10, 50 50, 10 50, 10 10), (20 20, 20 40, 40 40, 40 20, 20 20))")]
    [TestCase("POLYGON ((10 10, 10 50, 50 50, 50 10, 10 10), (20 20, 20 40, 40 40, 40 20, 20 20))")]
    [TestCase("POLYGON ((10 10, 10 50, 50 50, 50 10, 10 10), (20 20, 40 20, 40 40, 20 40, 20 20))")]
    public async Task A_polygon_of_any_winding_comes_back_as_one_with_a_hole(string wkt)
    {
        VectorTile tile = await TileOf(new(0, 0, 0), ("a", wkt));

        var polygon = (Polygon)tile.Layers.Single().Features.Single().Geometry;
        Assert.That(polygon.NumInteriorRings, Is.EqualTo(1));
        Assert.That(polygon.IsValid);
        Assert.That(polygon.Area, Is.EqualTo(1200).Within(12), "40 x 40 less 20 x 20 square degrees");
    }

    [Test]
    public async Task Nulls_have_no_key_and_zeros_are_kept()
    {
        VectorTile tile = await TileOf(new(0, 0, 0), (null!, "POINT (1 1)"), ("", "POINT (2 2)"));

        IFeature[] features = [.. tile.Layers.Single().Features];
        Assert.That(features[0].Attributes.Exists("name"), Is.False);
        Assert.That(features[1].Attributes["name"], Is.EqualTo(""));
    }

    [Test]
    public async Task A_polygon_without_a_vertex_in_the_tile_covers_it()
    {
        VectorTile tile = await TileOf(new(4, 8, 8), ("a", "POLYGON ((-60 -60, 60 -60, 60 60, -60 60, -60 -60))"));

        Envelope covered = tile.Layers.Single().Features.Single().Geometry.EnvelopeInternal;
        Assert.That(covered.Contains(new Envelope(0.001, 22.4, -21.9, -0.001)));
    }

    [Test]
    public async Task A_line_at_the_antimeridian_is_in_both_edge_columns()
    {
        (string, string) line = ("a", "LINESTRING (170 10, 190 10)");
        VectorTile east = await TileOf(new(2, 3, 1), line), west = await TileOf(new(2, 0, 1), line), middle = await TileOf(new(2, 1, 1), line);

        Assert.That(east.Layers.Single().Features.Min(piece => piece.Geometry.EnvelopeInternal.MinX), Is.EqualTo(170).Within(0.1));
        Assert.That(west.Layers.Single().Features.Max(piece => piece.Geometry.EnvelopeInternal.MaxX), Is.EqualTo(-170).Within(0.1));
        Assert.That(middle.Layers, Is.Empty);
    }

    [Test]
    public async Task Poles_do_not_make_infinite_positions()
    {
        VectorTile tile = await TileOf(new(0, 0, 0), ("pole", "POINT (0 90)"), ("cap", "POLYGON ((-20 80, 20 80, 20 90, -20 90, -20 80))"));

        Envelope all = tile.Layers.Single().Features.Aggregate(new Envelope(), (box, feature) => { box.ExpandToInclude(feature.Geometry.EnvelopeInternal); return box; });
        Assert.That(all.MaxY, Is.EqualTo(85.0511).Within(0.2));
    }

    private static async Task<VectorTile> TileOf(TileCoordinate tile, params (string Name, string Wkt)[] features)
    {
        Tile encoded = await Encode(tile, features);
        if (encoded.IsEmpty) return new VectorTile();
        using var stream = new GZipStream(new MemoryStream(encoded.Body.ToArray()), CompressionMode.Decompress);
        return new MapboxTileReader().Read(stream, new NetTopologySuite.IO.VectorTiles.Tiles.Tile(tile.X, tile.Y, tile.Z));
    }

    private static async Task<Tile> Encode(TileCoordinate tile, params (string Name, string Wkt)[] features)
    {
        Map map = TestMaps.Map("m", [TestMaps.Collection(TestMaps.Source(features))]);
        var scenes = new SceneBuilder(new LabelBlocks(null!));      // vector tiles place no labels
        MapView view = MapView.OfVectorTile(TileMatrixSet.WebMercatorQuad, tile);
        using MapScene scene = await scenes.BuildAsync(view, map, map.Styles[0], TestMaps.Snapshot(map), CancellationToken.None);
        return new VectorTileEncoder().Encode(scene, CancellationToken.None).Single();
    }
}
