using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

/// <summary>The ready values of an index; what other readers make of them stands in <see cref="IndexTileTests"/>.</summary>
public class TileValueTests
{
    private static readonly Value[] Values =
    [
        Value.Of(true), Value.Of(false), Value.Of(0L), Value.Of(1L), Value.Of(-1L), Value.Of(127L), Value.Of(128L), Value.Of(long.MaxValue), Value.Of(long.MinValue),
        Value.Of((1L << 53) + 1), Value.Of(0.0), Value.Of(-0.0), Value.Of(0.1), Value.Of(double.Epsilon), Value.Of(double.MaxValue), Value.Of(""), Value.Of("重庆"),
        Value.Of("\0𠮷"), Value.Of(new string('x', 127)), Value.Of(new string('x', 128)), Value.Of(new string('x', 1 << 20)),
        Value.Of(new DateOnly(2024, 2, 29)), Value.Of(DateOnly.MinValue), Value.Of(DateOnly.MaxValue),
        Value.Of(new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.FromHours(8))), Value.Of(DateTimeOffset.MaxValue), Value.Of(DateTimeOffset.MinValue),
        Value.Of(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(1)),
    ];

    [TestCaseSource(nameof(Values))]
    public void A_value_comes_back_as_it_was(Value value) => Assert.That(RoundTrip(value, value.Kind), Is.EqualTo(value));

    [Test]
    public void Numbers_and_texts_come_back_as_they_were() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
        ArbMap.Default.ArbFor<long>(), ArbMap.Default.ArbFor<double>(), ArbMap.Default.ArbFor<string>(), (whole, real, text) =>
            RoundTrip(Value.Of(whole), ValueKind.Integer) == Value.Of(whole)
            && (!double.IsFinite(real) || RoundTrip(Value.Of(real), ValueKind.Real) == Value.Of(real))
            && (text is null || !IsWellFormed(text) || RoundTrip(Value.Of(text), ValueKind.Text) == Value.Of(text))));

    // SQLite keeps in a column whatever it is given: what is no day or instant to the letter stays the text that it is.
    [TestCase(ValueKind.Date, "2024-2-9"), TestCase(ValueKind.Date, "soon"), TestCase(ValueKind.Instant, "12:30"), TestCase(ValueKind.Instant, "5"), TestCase(ValueKind.Integer, "n/a")]
    public void A_text_in_a_column_of_something_else_stays_a_text(ValueKind kind, string text) => Assert.That(RoundTrip(Value.Of(text), kind), Is.EqualTo(Value.Of(text)));

    [Test]
    public void What_has_no_place_in_a_tile_is_nothing()
    {
        foreach (Value value in (Value[])[Value.Null, Value.Of((byte[])[1, 2]), Value.Of(double.NaN), Value.Of(double.PositiveInfinity), Value.Of([Value.Of(1L)])])
        {
            using var bytes = new PooledList<byte>();
            TileValue.Write(value, bytes);
            Assert.That(bytes.Count, Is.Zero, value.Kind.ToString());
        }
    }

    private static Value RoundTrip(Value value, ValueKind kind)
    {
        using var bytes = new PooledList<byte>();
        TileValue.Write(value, bytes);
        int length = bytes.Count;
        bytes.AddRange([1, 2, 3, 4, 5, 6]);     // in an index others follow
        Assert.That(TileValue.LengthOf(bytes.Span[..Math.Min(6, bytes.Count)]), Is.EqualTo(length), "the length is known from the first six bytes");
        return TileValue.Read(bytes.Span, kind);
    }

    // Half a surrogate pair has no UTF-8.
    private static bool IsWellFormed(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)) == text;
}
