using FsCheck;
using FsCheck.Fluent;
using GeoServe.Indexing;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

public class HilbertTests
{
    // A square of 64 x 64 steps that is one cell of the curve: its places are one run.
    [TestCase(0, 0), TestCase(int.MinValue, int.MinValue), TestCase(int.MaxValue - 63, int.MinValue), TestCase(64 * 1_234_567, -64 * 7_654_321)]
    public void A_small_square_is_filled_place_by_place_each_beside_the_one_before(int west, int north)
    {
        (ulong Place, int X, int Y)[] cells = [.. Enumerable.Range(0, 64 * 64).Select(i => (Hilbert.PlaceOf(west + (i % 64), north + (i / 64)), i % 64, i / 64)).Order()];

        Assert.That(cells[^1].Place - cells[0].Place, Is.EqualTo(64 * 64 - 1), "each place once, none left free");
        Assert.That(cells.Zip(cells.Skip(1)).Select(pair => Math.Abs(pair.First.X - pair.Second.X) + Math.Abs(pair.First.Y - pair.Second.Y)), Is.All.EqualTo(1));
    }

    [Test]
    public void The_curve_goes_on_from_square_to_square_through_the_whole_world()
    {
        const int step = 1 << 24;       // 256 x 256 squares
        (ulong Place, int X, int Y)[] squares = [.. Enumerable.Range(0, 256 * 256).Select(i => (Hilbert.PlaceOf(int.MinValue + (i % 256 * step), int.MinValue + (i / 256 * step)) >> 48, i % 256, i / 256)).Order()];

        Assert.That(squares.Select(square => square.Place), Is.EqualTo(Enumerable.Range(0, 256 * 256).Select(i => (ulong)i)));
        Assert.That(squares.Zip(squares.Skip(1)).Select(pair => Math.Abs(pair.First.X - pair.Second.X) + Math.Abs(pair.First.Y - pair.Second.Y)), Is.All.EqualTo(1));
    }

    [Test]
    public void Positions_of_one_square_are_nearer_on_the_curve_than_the_square_is_large() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
        Arb.From(Gen.Choose(int.MinValue, int.MaxValue)), Arb.From(Gen.Choose(int.MinValue, int.MaxValue)), Arb.From(Gen.Choose(0, 31)), (x, y, size) =>
        {
            int mask = ~((1 << size) - 1);
            ulong here = Hilbert.PlaceOf(x, y), corner = Hilbert.PlaceOf(x & mask, y & mask);
            return here >> (2 * size) == corner >> (2 * size);
        }));
}
