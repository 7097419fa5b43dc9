using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Queries.Cql2;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing;
using GeoServe.Indexing.Building;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

/// <summary>Crowded collections: no layer of a tile above its bytes below zoom 14, nothing comes and goes, and what is left out is counted.</summary>
public class BudgetTests
{
    private const int Most = 200_000;
    private static readonly FeatureSchema s_schema = ShapeRow.SchemaOf(ShapeType.Geometry, new Column("name", ValueKind.Text), new Column("rank", ValueKind.Integer));

    [TestCase("points"), TestCase("lines"), TestCase("long lines"), TestCase("areas"), TestCase("clusters")]
    public async Task No_layer_is_above_its_bytes_and_each_feature_has_one_lowest_zoom(string kind)
    {
        var source = new ShapeSource(s_schema, [.. Rows(kind)]);
        using BuiltIndex built = await BuiltIndex.OfAsync(source);
        HashSet<ulong> finer = [.. (await built.AtZoomAsync(14)).Select(feature => feature.Id)];
        int dropped = 0;
        Assert.That(finer, Has.Count.EqualTo(source.Rows.Count), "all are there at zoom 14");

        for (int zoom = 13; zoom >= 0; zoom--)
        {
            List<FoundFeature> level = await built.AtZoomAsync(zoom);
            HashSet<ulong> here = [.. level.Select(feature => feature.Id)];
            Assert.That(here.IsSubsetOf(finer), Is.True, $"what is there at zoom {zoom} is there at {zoom + 1}");
            Assert.That(built.Index.LeftOut(WorldGrid.All, Math.ScaleB(1, 23 - zoom)), Is.EqualTo(source.Rows.Count - here.Count), $"left out at zoom {zoom}");
            dropped += finer.Count - here.Count;
            finer = here;
            GridBox all = level.Aggregate(GridBox.Empty, (box, feature) => box.Union(feature.Bounds));
            foreach (TileCoordinate tile in IndexTiles.Over(all, zoom))
            {
                byte[] raw = await IndexTiles.EncodeAsync(source, built.Index, tile);
                Assert.That(raw, Has.Length.LessThanOrEqualTo(Most), $"{tile}");
            }
        }
        Assert.That(dropped, Is.GreaterThan(0), "there was too much, or this proves nothing");
        // 600 m are 16 units at zoom 8, and nothing is left of such an area some zooms below.
        Assert.That(await built.AtZoomAsync(kind == "areas" ? 8 : 0), Is.Not.Empty);
    }

    [Test]
    public async Task Those_of_high_rank_stay_longest()
    {
        ShapeRow[] rows = [.. Rows("points")];
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(s_schema, rows), new IndexRecipe(new FeatureRank("rank", []), 20_000));

        long[] ranks = [.. (await built.AtZoomAsync(0)).Select(feature => feature.Values[1].AsInteger()).OrderDescending()];

        // All lie in one tile of zoom 0, so those that stay are just the first.
        Assert.That(ranks, Is.EqualTo(rows.Select(row => row.Values[1].AsInteger()).OrderDescending().Take(ranks.Length)));
        Assert.That(ranks, Has.Length.InRange(200, 2000));
    }

    [TestCase("name LIKE '%00'", true)]
    [TestCase("rank IS NOT NULL", false)]
    public async Task A_filter_that_few_features_pass_finds_those_that_there_is_no_room_for(string filter, bool isComplete)
    {
        ShapeRow[] rows = [.. Rows("points")];
        using BuiltIndex built = await BuiltIndex.OfAsync(new ShapeSource(s_schema, rows));
        var query = new TileQuery(WorldGrid.All, Math.ScaleB(1, 23 - 2), [0], IndexFormat.UnitSteps(2));

        using FeatureCursor cursor = await FilteredCursor.QueryAsync(built.Index, query, Cql2Filter.Parse(filter).Bind(s_schema), CancellationToken.None);
        var names = new List<string>();
        while (cursor.MoveNext()) names.Add(cursor.Values[0].ToString());

        Assert.That((cursor.IsComplete, cursor.IsPrepared), Is.EqualTo((isComplete, !isComplete)));
        if (isComplete) Assert.That(names, Is.EquivalentTo(rows.Select(row => row.Values[0].ToString()).Where(name => name.EndsWith("00", StringComparison.Ordinal))));
        else Assert.That(names, Has.Count.EqualTo((await built.AtZoomAsync(2)).Count).And.Count.LessThan(rows.Length / 2));
    }

    private static IEnumerable<ShapeRow> Rows(string kind)
    {
        var random = new Random(5);
        for (int i = 1; i <= (kind == "long lines" ? 4_000 : 24_000); i++)
        {
            int x = 100_000_000 + random.Next(1 << 26), y = random.Next(1 << 26);
            if (kind == "clusters") (x, y) = (100_000_000 + ((x & 7) << 23) + (x & 0xFFFF), ((y & 7) << 23) + (y & 0xFFFF));
            int size = kind == "long lines" ? 1 << 25 : 1 << 16;
            Action<Shape> fill = kind switch
            {
                "points" or "clusters" => ShapeRow.OnGrid(ShapeType.Point, [x, y]),
                "lines" or "long lines" => ShapeRow.OnGrid(ShapeType.LineString, [.. Enumerable.Range(0, 8).SelectMany(n => new[] { x + (n * size / 8), y + random.Next(size / 4) })]),
                _ => ShapeRow.OnGrid(ShapeType.Polygon, [x, y, x + size, y + random.Next(size / 2), x + size - random.Next(size / 4), y + size, x, y + size]),
            };
            yield return new ShapeRow(new FeatureId(i), fill, Value.Of($"name {i}"), Value.Of((long)random.Next()));
        }
    }
}
