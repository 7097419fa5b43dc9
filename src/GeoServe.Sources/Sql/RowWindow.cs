namespace GeoServe.Sources.Sql;

/// <summary>Counts offset and limit where the database could not.</summary>
internal struct RowWindow
{
    private long _skip;
    private long _left;

    public RowWindow(RowPlan plan)
    {
        _skip = plan.LimitInDatabase ? 0 : plan.Offset;
        _left = plan.LimitInDatabase ? long.MaxValue : plan.Limit ?? long.MaxValue;
    }

    /// <summary>True when no further row is wanted.</summary>
    public readonly bool IsClosed => _left == 0;

    /// <summary>True when the matching row at hand is one to give.</summary>
    public bool Takes()
    {
        if (_skip > 0)
        {
            _skip--;
            return false;
        }
        _left--;
        return true;
    }
}
