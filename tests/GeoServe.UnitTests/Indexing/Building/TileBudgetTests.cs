using GeoServe.Core.TileMatrices;
using GeoServe.Indexing;
using GeoServe.Indexing.Building;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing.Building;

public class TileBudgetTests
{
    private const int Zoom = 10;
    private const int Tile = 1 << 22;       // steps
    private const int Unit = 1 << 10;

    // A point: 12 bytes of geometry and what each feature has.
    [Test]
    public void A_tile_takes_features_until_it_is_full_and_its_neighbour_is_not_touched()
    {
        TileBudget budget = Of(room: 100, each: 8);
        int[] here = [Tile / 2, Tile / 2], there = [Tile + (Tile / 2), Tile / 2];

        Assert.That(Enumerable.Range(0, 7).Count(_ => Take(budget, here)), Is.EqualTo(5), "20 bytes each");
        Assert.That(Take(budget, there), Is.True);
    }

    [Test]
    public void A_feature_over_two_tiles_needs_room_in_both_and_else_takes_none()
    {
        TileBudget budget = Of(room: 100, each: 8);
        int[] left = [Tile / 2, Tile / 2], right = [Tile + (Tile / 2), Tile / 2], both = [.. left, .. right];
        while (Take(budget, left))
        {
        }

        Assert.That(Take(budget, both), Is.False);
        Assert.That(Enumerable.Range(0, 7).Count(_ => Take(budget, right)), Is.EqualTo(5), "all of its room is still there");
    }

    [Test]
    public void A_feature_larger_than_a_tiles_room_stays_where_it_is_alone()
    {
        TileBudget budget = Of(room: 50, each: 80);

        Assert.That((Take(budget, [10, 10]), Take(budget, [10, 10])), Is.EqualTo((true, false)));
    }

    [Test]
    public void Whether_anything_is_too_much_is_known_before()
    {
        TileBudget budget = Of(room: 100, each: 8);
        int[] point = [10, 10];
        for (int i = 0; i < 5; i++) budget.Take(GridBox.Around(point), point);
        bool before = budget.IsExceeded;
        budget.Take(GridBox.Around(point), point);

        Assert.That((before, budget.IsExceeded), Is.EqualTo((false, true)));
    }

    [Test]
    public void Tiles_at_the_corners_of_the_world_are_counted()
    {
        TileBudget budget = Of(room: 100, each: 8);
        int[] diagonal = [int.MinValue, int.MinValue, int.MaxValue, int.MaxValue];

        ulong[] tiles = [.. budget.CostsOf(GridBox.Around(diagonal), diagonal).ToArray().Select(cost => cost.Tile)];

        Assert.That(tiles, Does.Contain(LeftOutTile.KeyOf(0, 0)).And.Contain(LeftOutTile.KeyOf(1023, 1023)));
    }

    private static TileBudget Of(int room, int each) => new(Zoom, Unit, room, each);

    private static bool Take(TileBudget budget, int[] coordinates) => budget.TryTake(budget.CostsOf(GridBox.Around(coordinates), coordinates));
}
