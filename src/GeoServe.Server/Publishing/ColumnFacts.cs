using GeoServe.Core.Features;

namespace GeoServe.Server.Publishing;

/// <summary>What the values of one attribute are like, gathered row by row in bounded memory.</summary>
/// <param name="column">The attribute.</param>
internal sealed class ColumnFacts(Column column)
{
    /// <summary>Different values beyond this are not counted one by one.</summary>
    public const int MostCounted = 1_000;

    // Whether names are mostly unique shows in the first rows.
    private const int RowsThatTell = 20_000;

    private readonly Dictionary<Value, long> _counts = [];
    private readonly HashSet<int> _hashes = [];
    private int _told;

    /// <summary>The attribute.</summary>
    public Column Column { get; } = column;

    /// <summary>Rows with a value.</summary>
    public long Values { get; private set; }

    /// <summary>Different values; <see cref="MostCounted"/> where there are that many or more.</summary>
    public int Different => _counts.Count;

    /// <summary>True where the count of different values is exact.</summary>
    public bool IsCounted => _counts.Count < MostCounted;

    /// <summary>Smallest number.</summary>
    public double Least { get; private set; } = double.PositiveInfinity;

    /// <summary>Largest number.</summary>
    public double Most { get; private set; } = double.NegativeInfinity;

    /// <summary>Characters of the longest text.</summary>
    public int LongestText { get; private set; }

    /// <summary>The part of the first rows whose value no row before it had, from 0 to 1.</summary>
    public double Uniqueness => _told == 0 ? 0 : (double)_hashes.Count / _told;

    /// <summary>Takes the value of one row; true where it holds characters that could not be decoded.</summary>
    public bool Add(in Value value)
    {
        if (value.IsNull || (value.IsNumber && !double.IsFinite(value.AsNumber()))) return false;
        Values++;
        if (_told < RowsThatTell && ++_told > 0) _hashes.Add(value.GetHashCode());
        if (value.IsNumber)
        {
            Least = Math.Min(Least, value.AsNumber());
            Most = Math.Max(Most, value.AsNumber());
        }
        if (_counts.TryGetValue(value, out long count)) _counts[value] = count + 1;
        else if (_counts.Count < MostCounted) _counts[value] = 1;
        if (value.Kind != ValueKind.Text) return false;
        string text = value.AsText();
        LongestText = Math.Max(LongestText, text.Length);
        return text.Contains('\uFFFD', StringComparison.Ordinal);
    }
}
