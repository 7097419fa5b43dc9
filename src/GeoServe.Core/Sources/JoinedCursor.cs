using GeoServe.Core.Features;

namespace GeoServe.Core.Sources;

/// <summary>Features with the values of a table's row, found by a key once a feature and only where a value of the table is asked for.</summary>
/// <param name="of">The features; owned.</param>
/// <param name="table">The table.</param>
/// <param name="key">Place of the key among the columns of <paramref name="of"/>.</param>
/// <param name="columns">For each column to give its place among those of <paramref name="of"/>, or ~ of its place among the table's.</param>
internal sealed class JoinedCursor(FeatureCursor of, IJoinTable table, int key, int[] columns) : DelegatingCursor(of)
{
    private const int NotLooked = -2;

    private readonly Value[] _values = new Value[columns.Length];
    private int _row = NotLooked;
    private bool _hasValues;

    public override ReadOnlySpan<Value> Values
    {
        get
        {
            if (!_hasValues)
            {
                for (int i = 0; i < columns.Length; i++) _values[i] = ValueAt(i);
                _hasValues = true;
            }
            return _values;
        }
    }

    public override bool HasValueNumbers => false;

    public override Value ValueAt(int column)
    {
        if (columns[column] >= 0) return Inner.ValueAt(columns[column]);
        if (_row == NotLooked) _row = table.Find(Inner.ValueAt(key));
        return _row < 0 ? Value.Null : table.Row(_row)[~columns[column]];
    }

    public override bool MoveNext()
    {
        _row = NotLooked;
        _hasValues = false;
        return base.MoveNext();
    }
}
