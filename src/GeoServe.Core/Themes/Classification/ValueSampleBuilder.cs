namespace GeoServe.Core.Themes.Classification;

/// <summary>
/// Gathers values as a source streams them. Memory is bounded: 16 bytes for each distinct value, at most <see cref="MostDistinct"/> of them, and a
/// block of 8 MB; 2.4 million readings with 1,000 distinct values need the block alone.
/// </summary>
public sealed class ValueSampleBuilder
{
    /// <summary>Most distinct values that are kept apart: 64 MB, and natural breaks of them in seconds.</summary>
    public const int MostDistinct = 4_000_000;

    private const int BlockLength = 1 << 20;

    private double[] _values = [];
    private long[] _counts = [];
    private double[] _block = new double[1024];
    private int _filled;

    /// <summary>Values that were NaN or infinite, and so left out.</summary>
    public long NotFinite { get; private set; }

    /// <summary>True when there are more distinct values than can be kept apart; the sample then has the first of them only.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>Adds a value; NaN and infinities are counted apart. Negative zero is zero.</summary>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            NotFinite++;
            return;
        }
        if (_filled == _block.Length)
        {
            if (_block.Length < BlockLength) Array.Resize(ref _block, _block.Length * 4);
            else Merge();
        }
        _block[_filled++] = value == 0 ? 0 : value;
    }

    /// <summary>The sample of all that was added.</summary>
    public ValueSample ToSample()
    {
        Merge();
        return new ValueSample(_values, _counts);
    }

    private void Merge()
    {
        if (_filled == 0) return;
        Span<double> block = _block.AsSpan(0, _filled);
        block.Sort();
        _filled = 0;
        var values = new List<double>(_values.Length + 1024);
        var counts = new List<long>(_values.Length + 1024);
        int old = 0;
        for (int i = 0; i < block.Length || old < _values.Length;)
        {
            double next = old == _values.Length || (i < block.Length && block[i] < _values[old]) ? block[i] : _values[old];
            long count = 0;
            while (i < block.Length && block[i] == next)
            {
                i++;
                count++;
            }
            if (old < _values.Length && _values[old] == next) count += _counts[old++];
            if (values.Count == MostDistinct)
            {
                IsOverfull = true;
                break;
            }
            values.Add(next);
            counts.Add(count);
        }
        (_values, _counts) = ([.. values], [.. counts]);
    }
}
