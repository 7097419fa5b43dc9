using GeoServe.Core.Features;

namespace GeoServe.Sources.Files;

/// <summary>Finds the narrowest kind that holds every value of a column, value by value.</summary>
internal sealed class ColumnGuess(string name)
{
    /// <summary>Name of the column.</summary>
    public string Name { get; } = name;

    /// <summary>The kind so far; <see cref="ValueKind.Null"/> where no value was seen.</summary>
    public ValueKind Kind { get; private set; }

    /// <summary>The column, of text where no value was seen.</summary>
    public Column Column => new(Name, Kind == ValueKind.Null ? ValueKind.Text : Kind);

    /// <summary>Counts a value of a kind in.</summary>
    public void Add(ValueKind kind) => Kind = Join(Kind, kind);

    private static ValueKind Join(ValueKind one, ValueKind other) => (one, other) switch
    {
        _ when one == other || other == ValueKind.Null => one,
        (ValueKind.Null, _) => other,
        (ValueKind.Integer, ValueKind.Real) or (ValueKind.Real, ValueKind.Integer) => ValueKind.Real,
        (ValueKind.Date, ValueKind.Instant) or (ValueKind.Instant, ValueKind.Date) => ValueKind.Instant,
        _ => ValueKind.Text,
    };
}
