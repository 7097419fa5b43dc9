using GeoServe.Core.Features;

namespace GeoServe.Sources.Files;

/// <summary>Gathers the keys of the rows while a file is read through, and makes of them what finds rows; tells where they are no keys.</summary>
internal sealed class RowKeyBuilder
{
    private readonly List<long> _numbers = [];
    private readonly List<ulong> _hashes = [];
    private bool _areNumbers = true;
    private bool _areMissing;

    /// <summary>True while each row had a key.</summary>
    public bool IsWhole => !_areMissing && (_numbers.Count > 0 || _hashes.Count > 0);

    /// <summary>True while all are whole numbers.</summary>
    public bool AreNumbers => _areNumbers;

    /// <summary>Adds the key of the next row.</summary>
    public void Add(in Value key)
    {
        if (_areMissing) return;
        if (key.IsNull)
        {
            _areMissing = true;
            _numbers.Clear();
            _hashes.Clear();
            return;
        }
        if (_areNumbers && key.Kind != ValueKind.Integer)
        {
            _areNumbers = false;
            foreach (long number in _numbers) _hashes.Add(TextKeys.HashOf(Value.Of(number).ToString()));
            _numbers.Clear();
        }
        if (_areNumbers) _numbers.Add(key.AsInteger());
        else _hashes.Add(TextKeys.HashOf(key.ToString()));
    }

    /// <summary>
    /// What finds the rows: number keys put the rows into their order, text keys leave them in that of the file. Null where a key is missing or two are the
    /// same.
    /// </summary>
    public RowKeys? Build(RowTable rows)
    {
        if (_areMissing) return null;
        if (!_areNumbers) return TextKeys.Of(_hashes);
        long[] keys = [.. _numbers];
        bool ascending = true;
        for (int i = 1; i < keys.Length && ascending; i++) ascending = keys[i] > keys[i - 1];
        if (ascending) return NumberKeys.Of(keys);
        int[] order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, order);
        for (int i = 1; i < keys.Length; i++)
        {
            if (keys[i] == keys[i - 1]) return null;
        }
        rows.Order(order);
        return NumberKeys.Of(keys);
    }
}
