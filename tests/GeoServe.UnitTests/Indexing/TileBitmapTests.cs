using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

public class TileBitmapTests
{
    [Test]
    public void Nothing_is_in_the_bitmap_of_nothing()
    {
        TileBitmap bitmap = TileBitmap.Over(GridBox.Empty);

        Assert.That((bitmap.Count, bitmap.MayMeet(WorldGrid.All)), Is.EqualTo((0L, false)));
    }

    [Test]
    public void A_tile_of_zoom_14_is_one_bit_and_its_neighbours_are_none()
    {
        const int tile = 1 << 18;
        TileBitmap bitmap = TileBitmap.Over(new GridBox(-tile, -tile, (2 * tile) - 1, (2 * tile) - 1));
        bitmap.Mark(new GridBox(5, 5, tile - 1, tile - 1));

        Assert.That(bitmap.Count, Is.EqualTo(1));
        Assert.That(bitmap.MayMeet(new GridBox(-tile, -tile, -1, (2 * tile) - 1)), Is.False);
        Assert.That(bitmap.MayMeet(new GridBox(tile, 0, tile, 0)), Is.False);
        Assert.That(bitmap.MayMeet(new GridBox(-1, -1, 0, 0)), Is.True);
    }

    // Small boxes, and ones of the world's size; asked near them and anywhere.
    [Test]
    public void It_never_says_nothing_where_a_box_is() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Arb.From(Boxes().ListOf()), Arb.From(Boxes().ListOf()), (marked, asked) =>
        {
            TileBitmap bitmap = Marked(marked);
            return asked.Concat(marked).All(box => bitmap.MayMeet(box) || !marked.Any(other => other.Intersects(box)));
        }));

    [Test]
    public void It_says_nothing_where_no_tile_of_its_zoom_is_shared() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Arb.From(SmallBoxes().ListOf()), Arb.From(SmallBoxes()), (marked, asked) =>
        {
            TileBitmap bitmap = Marked(marked);
            // All lie within 64 tiles of zoom 14 each way, so that is the bitmap's zoom.
            return bitmap.MayMeet(asked) == marked.Any(other => Tiles(other).Intersects(Tiles(asked)));
        }));

    [Test]
    public void It_comes_back_from_bytes() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(
        Arb.From(Boxes().ListOf()), Arb.From(Boxes().ListOf()), (marked, asked) =>
        {
            TileBitmap bitmap = Marked(marked);
            using var bytes = new MemoryStream();
            using (var writer = new BinaryWriter(bytes, System.Text.Encoding.UTF8, leaveOpen: true)) bitmap.Write(writer);
            bytes.Position = 0;
            TileBitmap read = TileBitmap.Read(new BinaryReader(bytes));
            return read.Count == bitmap.Count && bytes.Position == bytes.Length && asked.All(box => read.MayMeet(box) == bitmap.MayMeet(box));
        }));

    private static TileBitmap Marked(IReadOnlyList<GridBox> boxes)
    {
        TileBitmap bitmap = TileBitmap.Over(boxes.Aggregate(GridBox.Empty, (all, box) => all.Union(box)));
        foreach (GridBox box in boxes) bitmap.Mark(box);
        return bitmap;
    }

    private static GridBox Tiles(GridBox box) => new(box.MinX >> 18, box.MinY >> 18, box.MaxX >> 18, box.MaxY >> 18);

    private static Gen<GridBox> SmallBoxes() => BoxesOf(Gen.Choose(-(32 << 18), 32 << 18), Gen.Choose(0, 3 << 18));

    private static Gen<GridBox> Boxes() => Gen.OneOf(
        SmallBoxes(), BoxesOf(Gen.Choose(int.MinValue, int.MaxValue), Gen.Choose(0, 1 << 20)), BoxesOf(Gen.Choose(int.MinValue, int.MaxValue), Gen.Choose(0, int.MaxValue)));

    private static Gen<GridBox> BoxesOf(Gen<int> places, Gen<int> sizes) =>
        from x in places
        from y in places
        from width in sizes
        from height in sizes
        select new GridBox(x, y, (int)Math.Min(int.MaxValue, (long)x + width), (int)Math.Min(int.MaxValue, (long)y + height));
}
