using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.TestKit.Fakes;

namespace GeoServe.UnitTests.Indexing;

/// <summary>Rows of all kinds of geometry and with a column of every kind, nulls among them, on some thousand steps around the middle of the world.</summary>
internal static class RandomRows
{
    private const int Reach = 1 << 16;

    public static FeatureSchema Schema { get; } = ShapeRow.SchemaOf(
        ShapeType.Geometry,
        new Column("truth", ValueKind.Boolean), new Column("whole", ValueKind.Integer), new Column("real", ValueKind.Real), new Column("text", ValueKind.Text),
        new Column("day", ValueKind.Date), new Column("instant", ValueKind.Instant), new Column("bytes", ValueKind.Bytes));

    public static Arbitrary<ShapeRow[]> Arbitrary() => Arb.From(Rows().ListOf().Select(rows => rows.Select((row, i) => row with { Id = new FeatureId(i + 1) }).ToArray()));

    /// <summary>What a tile index keeps of a value: bytes and numbers that are not finite have no place in a tile.</summary>
    public static Value Kept(Value value) => value.Kind == ValueKind.Bytes || (value.Kind == ValueKind.Real && !double.IsFinite(value.AsNumber())) ? Value.Null : value;

    private static Gen<ShapeRow> Rows() => from fill in Fills() from values in Values() select new ShapeRow(new FeatureId(1), fill, values);

    private static Gen<Action<Shape>?> Fills()
    {
        Gen<Action<Shape>> simple = Gen.OneOf(
            from part in Parts(1, 1) select ShapeRow.OnGrid(ShapeType.Point, part),
            from points in Parts(1, 1).ListOf(3) select ShapeRow.OnGrid(ShapeType.MultiPoint, [.. points]),
            from part in Parts(2, 12) select ShapeRow.OnGrid(ShapeType.LineString, part),
            from lines in Parts(2, 5).ListOf(2) select ShapeRow.OnGrid(ShapeType.MultiLineString, [.. lines]),
            from ring in Parts(3, 20) select ShapeRow.OnGrid(ShapeType.Polygon, ring),
            from rings in Parts(3, 8).ListOf(3) select ShapeRow.OnGrid(ShapeType.MultiPolygon, [.. rings]));
        return Gen.Frequency(
            (8, simple.Select(fill => (Action<Shape>?)fill)),
            (1, simple.ListOf(3).Select(members => (Action<Shape>?)ShapeRow.Collection([.. members]))),
            (1, Gen.Constant<Action<Shape>?>(null)));
    }

    private static Gen<int[]> Parts(int least, int most) =>
        from count in Gen.Choose(least, most)
        from size in Gen.Elements(8, 1 << 10, Reach)
        from x in Gen.Choose(-Reach, Reach)
        from y in Gen.Choose(-Reach, Reach)
        from offsets in Gen.Choose(-size, size).ArrayOf(count * 2)
        select offsets.Select((offset, i) => (i % 2 == 0 ? x : y) + offset).ToArray();

    private static Gen<Value[]> Values() =>
        from truth in OrNull(Gen.Elements(Value.Of(true), Value.Of(false)))
        from whole in OrNull(Gen.OneOf(Gen.Choose(-300, 300).Select(number => Value.Of((long)number)), ArbMap.Default.GeneratorFor<long>().Select(Value.Of)))
        from real in OrNull(ArbMap.Default.GeneratorFor<double>().Select(Value.Of))
        from text in OrNull(Gen.Elements("", "重庆", "a", "b", new string('x', 200)).Select(Value.Of))
        from day in OrNull(Gen.Choose(0, 3_000_000).Select(number => Value.Of(DateOnly.FromDayNumber(number))))
        from instant in OrNull(Gen.Choose(0, int.MaxValue).Select(number => Value.Of(new DateTimeOffset(number * 123_456_789L, TimeSpan.Zero))))
        from bytes in OrNull(Gen.Constant(Value.Of((byte[])[1, 2, 3])))
        select (Value[])[truth, whole, real, text, day, instant, bytes];

    private static Gen<Value> OrNull(Gen<Value> values) => Gen.Frequency((4, values), (1, Gen.Constant(Value.Null)));
}
