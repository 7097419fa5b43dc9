using System.IO.Compression;
using System.Text.Json;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing.Building;
using GeoServe.Indexing.Reading;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Fakes;
using GeoServe.TestKit.VectorTiles;
using GeoServe.VectorTiles.Encoding;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.VectorTiles;

/// <summary>Tiles of tangled polygons: Mapbox's reader finds what the strict one finds.</summary>
public sealed class TwoReadersTests
{
    private static readonly FeatureSchema s_schema = ShapeRow.SchemaOf(ShapeType.MultiPolygon, new Column("name", ValueKind.Text));

    [Test]
    public async Task Mapboxs_reader_agrees_on_features_rings_and_areas()
    {
        using var folder = new TemporaryFolder();
        var source = new ShapeSource(s_schema, [.. Rows(new Random(3))]);
        await new TileIndexBuilder("places", source, new IndexRecipe()).BuildAsync(folder.PathOf("index"), null, CancellationToken.None);
        using TileIndex index = TileIndex.Open(folder.PathOf("index"));
        Directory.CreateDirectory(folder.PathOf("tiles"));
        var expected = new Dictionary<string, string[]>();
        foreach (int zoom in new[] { 3, 6, 9, 12, 15 })
        {
            foreach ((string name, ITileIndex features) in new (string, ITileIndex)[] { ("index", index), ("source", new SourceTileIndex(source, s_schema, Box.Empty)) })
            {
                byte[] raw = await EncodeAsync(source, features, new TileCoordinate(zoom, 1 << (zoom - 1), 1 << (zoom - 1)));
                await File.WriteAllBytesAsync(folder.PathOf("tiles", $"{zoom}-{name}"), raw);
                StrictTile tile = StrictTile.Read(raw);
                Assert.That(tile.Faults, Is.Empty);
                expected[$"{zoom}-{name}"] = [.. tile.Layers.Single().Features.Select(feature => $"{feature.Id} {feature.Kind} {feature.Parts.Count} {feature.Parts.Sum(StrictFeature.TwiceArea)}")];
            }
        }

        JsonElement read = await VectorTileReader.MeasureAsync(folder.PathOf("tiles"));

        foreach ((string name, string[] features) in expected)
        {
            Assert.That(read.GetProperty(name).GetProperty("places").EnumerateArray().Select(feature => string.Join(' ', feature.EnumerateArray())), Is.EqualTo(features), name);
        }
        Assert.That(expected.Values.Sum(features => features.Length), Is.GreaterThan(500));
    }

    private static async Task<byte[]> EncodeAsync(ShapeSource source, ITileIndex index, TileCoordinate tile)
    {
        Collection collection = TestMaps.Collection(source) with { Schema = s_schema };
        Map map = TestMaps.Map("m", [collection]);
        var snapshot = new Snapshot(new Catalog([collection], [map]), [new CollectionState(collection, 1, index)]);
        using MapScene scene = await new SceneBuilder(new LabelBlocks(null!)).BuildAsync(MapView.OfVectorTile(TileMatrixSet.WebMercatorQuad, tile), map, map.Styles[0], snapshot, CancellationToken.None);
        using var packed = new GZipStream(new MemoryStream(new VectorTileEncoder().Encode(scene, CancellationToken.None)[0].Body.ToArray()), CompressionMode.Decompress);
        using var raw = new MemoryStream();
        await packed.CopyToAsync(raw);
        return raw.ToArray();
    }

    // Random positions in squares of all sizes: rings that cross themselves again and again, and holes that lie anywhere.
    private static IEnumerable<ShapeRow> Rows(Random random)
    {
        for (int i = 1; i <= 300; i++)
        {
            int size = 1 << random.Next(16, 30), x = random.Next(1 << 29), y = random.Next(1 << 29);
            int[][] rings = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Enumerable.Range(0, 2 * random.Next(3, 15)).Select(n => (n % 2 == 0 ? x : y) + random.Next(-size, size)).ToArray())];
            yield return new ShapeRow(new FeatureId(i), ShapeRow.OnGrid(ShapeType.MultiPolygon, rings), Value.Of($"name {i % 7}"));
        }
    }
}
