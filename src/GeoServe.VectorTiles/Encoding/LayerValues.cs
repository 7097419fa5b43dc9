using System.Runtime.InteropServices;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Sources;

namespace GeoServe.VectorTiles.Encoding;

/// <summary>
/// The columns and distinct values of one layer, numbered as they come (MVT 2.1, 4.4: each once in a layer). Values that the index has ready are told
/// apart by their numbers and copied; others are compared and written.
/// </summary>
internal sealed class LayerValues
{
    private readonly NumberTable _numbers = new();
    private readonly Dictionary<Value, uint> _places = [];
    private readonly List<Value> _values = [];
    private readonly List<int> _columns = [];
    private readonly PooledList<byte> _bytes = new(256);
    private uint[] _keys = [];

    /// <summary>Indexes of the columns that some feature has a value in, in the order of their keys: a column of nulls is not in the tile.</summary>
    public ReadOnlySpan<int> Columns => CollectionsMarshal.AsSpan(_columns);

    /// <summary>Begins a layer.</summary>
    public void Begin(int columns)
    {
        _numbers.Clear();
        _places.Clear();
        _values.Clear();
        _columns.Clear();
        if (_keys.Length < columns) _keys = new uint[columns];
        Array.Clear(_keys, 0, columns);
    }

    /// <summary>Writes the tags of ready values: number of key, number of value, and so on. Gives how many numbers were written.</summary>
    /// <param name="columns">The column of each value.</param> <param name="numbers">The values' numbers; 0 is none.</param> <param name="tags">Room for twice as many.</param>
    public int TagsOf(ReadOnlySpan<int> columns, ReadOnlySpan<uint> numbers, Span<uint> tags)
    {
        int count = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] == 0) continue;
            tags[count++] = KeyOf(columns[i]);
            tags[count++] = _numbers.PlaceOf(numbers[i]);
        }
        return count;
    }

    /// <summary>The same for values that are not ready.</summary>
    public int TagsOf(ReadOnlySpan<int> columns, ReadOnlySpan<Value> values, Span<uint> tags)
    {
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!HasPlace(values[i])) continue;
            tags[count++] = KeyOf(columns[i]);
            tags[count++] = PlaceOf(values[i]);
        }
        return count;
    }

    /// <summary>Writes all values of the layer.</summary>
    public void Write(SceneStream stream, ProtobufWriter output)
    {
        foreach (uint number in _numbers.Numbers) output.Bytes(stream.TileValue(number));
        foreach (ref readonly Value value in CollectionsMarshal.AsSpan(_values))
        {
            _bytes.Clear();
            TileValue.Write(value, _bytes);
            output.Bytes(_bytes.Span);
        }
    }

    // What TileValue writes nothing for.
    private static bool HasPlace(in Value value) => value.Kind switch
    {
        ValueKind.Null or ValueKind.Bytes or ValueKind.List or ValueKind.Colour => false,
        ValueKind.Real => double.IsFinite(value.AsNumber()),
        _ => true,
    };

    private uint KeyOf(int column)
    {
        if (_keys[column] == 0)
        {
            _columns.Add(column);
            _keys[column] = (uint)_columns.Count;
        }
        return _keys[column] - 1;
    }

    private uint PlaceOf(in Value value)
    {
        ref uint place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, value, out bool known);
        if (!known)
        {
            place = (uint)_values.Count;
            _values.Add(value);
        }
        return place;
    }
}
