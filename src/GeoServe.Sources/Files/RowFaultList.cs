using GeoServe.Core.Sources;

namespace GeoServe.Sources.Files;

/// <summary>Collects what is wrong with rows, each row once however often it is read. Safe for concurrent calls.</summary>
internal sealed class RowFaultList
{
    // Beyond so many rows a row that is read again is counted again: the count is then a lower bound no more, but the memory stays bounded.
    private const int MostRemembered = 100_000;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _rows = new(StringComparer.Ordinal);
    private readonly List<RowFault> _first = [];
    private readonly List<string> _notes = [];
    private long _leftOut;
    private long _incomplete;

    /// <summary>What was found so far.</summary>
    public RowFaults Found
    {
        get
        {
            lock (_lock) return _leftOut == 0 && _incomplete == 0 && _notes.Count == 0 ? RowFaults.None : new RowFaults(_leftOut, _incomplete, [.. _first], [.. _notes]);
        }
    }

    /// <summary>Adds a row that is not served.</summary>
    public void LeaveOut(string row, string reason) => Add(new RowFault(row, reason));

    /// <summary>Adds a row that is served in part.</summary>
    public void Incomplete(string row, string reason) => Add(new RowFault(row, reason, IsServed: true));

    /// <summary>Adds what is no fault of one row.</summary>
    public void Note(string note)
    {
        lock (_lock)
        {
            if (!_notes.Contains(note)) _notes.Add(note);
        }
    }

    /// <summary>Forgets everything: the source is in another state.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rows.Clear();
            _first.Clear();
            _notes.Clear();
            _leftOut = _incomplete = 0;
        }
    }

    private void Add(RowFault fault)
    {
        lock (_lock)
        {
            if (_rows.Count < MostRemembered && !_rows.Add(fault.Row)) return;
            if (fault.IsServed) _incomplete++;
            else _leftOut++;
            if (_first.Count < RowFaults.MostKept) _first.Add(fault);
        }
    }
}
