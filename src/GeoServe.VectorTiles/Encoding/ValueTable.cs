using System.Runtime.InteropServices;
using GeoServe.Core.Features;

namespace GeoServe.VectorTiles.Encoding;

/// <summary>The distinct values of one layer, numbered as they come (MVT 2.1, 4.4: each value once in a layer).</summary>
internal sealed class ValueTable
{
    private readonly Dictionary<Value, uint> _numbers = [];
    private readonly List<Value> _values = [];

    public ReadOnlySpan<Value> Values => CollectionsMarshal.AsSpan(_values);

    public void Clear()
    {
        _numbers.Clear();
        _values.Clear();
    }

    public uint NumberOf(in Value value)
    {
        ref uint number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value, out bool known);
        if (!known)
        {
            number = (uint)_values.Count;
            _values.Add(value);
        }
        return number;
    }
}
