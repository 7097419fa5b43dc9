using FsCheck;
using FsCheck.Fluent;
using GeoServe.Indexing;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

public class MortonTests
{
    // Bits of y and x in turn: x = 0b011, y = 0b101.
    [TestCase(0b011u, 0b101u, 0b100111ul)]
    [TestCase(0u, 0u, 0ul)]
    [TestCase(uint.MaxValue, 0u, 0x5555_5555_5555_5555ul)]
    [TestCase(0u, uint.MaxValue, 0xAAAA_AAAA_AAAA_AAAAul)]
    public void Bits_are_interleaved(uint x, uint y, ulong key) => Assert.That(Morton.KeyOf(x, y), Is.EqualTo(key));

    [Test]
    public void A_key_gives_its_numbers_back_and_begins_with_that_of_the_cell_around() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
        Arb.From(Gen.Choose(int.MinValue, int.MaxValue)), Arb.From(Gen.Choose(int.MinValue, int.MaxValue)), (a, b) =>
        {
            uint x = (uint)a, y = (uint)b;
            ulong key = Morton.KeyOf(x, y);
            return Morton.XOf(key) == x && Morton.YOf(key) == y && key >> 2 == Morton.KeyOf(x >> 1, y >> 1);
        }));
}
