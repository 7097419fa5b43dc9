using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Sources.Files;

/// <summary>The rows that may match a query as far as keys and boxes tell, in order.</summary>
internal sealed class FileCandidates : IDisposable
{
    private readonly PooledList<RowCandidate>? _found;
    private readonly long _count;
    private long _next;

    public FileCandidates(FileTable table, FeatureQuery query)
    {
        _count = table.Rows.Count;
        Box? box = query.Box;
        if (box is { } sought && (sought.IsEmpty || table.Schema.GeometryName is null))
        {
            _count = 0;
        }
        else if (query.Ids is { } ids)
        {
            _found = new PooledList<RowCandidate>();
            foreach (long index in ids.Select(table.Keys.Find).Where(index => index >= 0).Distinct().Order()) _found.Add(new RowCandidate(index, IsSure: box is null));
            _count = _found.Count;
        }
        else if (box is { } within)
        {
            _found = new PooledList<RowCandidate>();
            table.Rows.Find(within, _found);
            _count = _found.Count;
        }
    }

    /// <summary>True where each row is sure to match; no geometry has to tell.</summary>
    public bool AreSure
    {
        get
        {
            if (_found is null) return true;
            foreach (ref readonly RowCandidate candidate in _found.Span)
            {
                if (!candidate.IsSure) return false;
            }
            return true;
        }
    }

    /// <summary>How many rows there are.</summary>
    public long Count => _count;

    /// <summary>Leaves out as many rows as it can without reading one; gives how many are still to be left out.</summary>
    public long SkipSure(long offset)
    {
        if (_found is null)
        {
            _next = Math.Min(offset, _count);
            return 0;
        }
        while (offset > 0 && _next < _count && _found[(int)_next].IsSure) (_next, offset) = (_next + 1, offset - 1);
        return offset;
    }

    /// <summary>Goes to the next row; false after the last.</summary>
    public bool TryNext(out RowCandidate candidate)
    {
        candidate = default;
        if (_next >= _count) return false;
        candidate = _found is null ? new RowCandidate(_next, IsSure: true) : _found[(int)_next];
        _next++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _found?.Dispose();
}
