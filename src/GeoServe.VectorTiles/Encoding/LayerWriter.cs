using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;

namespace GeoServe.VectorTiles.Encoding;

/// <summary>Writes one layer of a Mapbox Vector Tile, version 2 (MVT 2.1, section 4), from a layer of a scene. Used again and again by one thread.</summary>
internal sealed class LayerWriter
{
    // Commands of MVT 2.1, 4.3.1.
    private const uint MoveTo = 1;
    private const uint LineTo = 2;
    private const uint ClosePath = 15;      // id 7, count 1

    private readonly ProtobufWriter _out;
    private readonly ValueTable _values = new();
    private uint[] _keys = [];
    private int _keyCount;

    public LayerWriter(ProtobufWriter output) => _out = output;

    /// <summary>Writes the layer; nothing where it has no feature (a layer without features is not allowed: MVT 2.1, 4.1).</summary>
    public void Write(SceneLayer layer, int extent)
    {
        if (layer.Count == 0) return;
        int begin = _out.BeginMessage(3);
        _out.UnsignedField(15, 2);
        _out.TextField(1, layer.Collection.Id);
        _values.Clear();
        StartKeys(layer.Columns.Length);
        for (int i = 0; i < layer.Count; i++) WriteFeature(layer[i]);
        WriteKeys(layer);
        WriteValues();
        _out.UnsignedField(5, (ulong)extent);
        _out.EndMessage(begin);
    }

    private void WriteFeature(in SceneFeature feature)
    {
        int begin = _out.BeginMessage(2);
        if (feature.Id != 0) _out.UnsignedField(1, feature.Id);
        int tags = _out.BeginMessage(2);
        WriteTags(feature.Values);
        if (_out.Length == tags) _out.Truncate(tags - 6);       // no attribute: neither tag byte nor length
        else _out.EndMessage(tags);
        _out.UnsignedField(3, (ulong)feature.Kind);
        int geometry = _out.BeginMessage(4);
        WriteGeometry(feature);
        _out.EndMessage(geometry);
        _out.EndMessage(begin);
    }

    private void WriteTags(ReadOnlySpan<Value> values)
    {
        for (int column = 0; column < values.Length; column++)
        {
            ref readonly Value value = ref values[column];
            if (!HasPlace(value)) continue;
            _out.Varint(KeyOf(column));
            _out.Varint(_values.NumberOf(value));
        }
    }

    // A null gives no key at all; bytes have no type in a tile and are left out, as NaN and infinities are, which JSON lacks too.
    private static bool HasPlace(in Value value) => value.Kind switch
    {
        ValueKind.Null or ValueKind.Bytes or ValueKind.List or ValueKind.Colour => false,
        ValueKind.Real => double.IsFinite(value.AsNumber()),
        _ => true,
    };

    private void WriteGeometry(in SceneFeature feature)
    {
        int x = 0, y = 0, start = 0;
        ReadOnlySpan<int> xy = feature.Coordinates;
        foreach (int end in feature.PartEnds)
        {
            int count = end - start;
            uint first = feature.Kind == GeometryKind.Point ? (uint)count : 1;
            _out.Varint((first << 3) | MoveTo);
            for (int i = start; i < end; i++)
            {
                if (i == start + first) _out.Varint(((uint)(count - 1) << 3) | LineTo);
                int nextX = xy[i * 2], nextY = xy[(i * 2) + 1];
                _out.ZigZag(nextX - x);
                _out.ZigZag(nextY - y);
                (x, y) = (nextX, nextY);
            }
            if (feature.Kind == GeometryKind.Polygon) _out.Varint(ClosePath);
            start = end;
        }
    }

    private void StartKeys(int columns)
    {
        if (_keys.Length < columns) _keys = new uint[columns];
        Array.Clear(_keys, 0, columns);
        _keyCount = 0;
    }

    // Columns get their number when a feature first has a value, so a column of nulls is not in the tile.
    private uint KeyOf(int column)
    {
        if (_keys[column] == 0) _keys[column] = (uint)++_keyCount;
        return _keys[column] - 1;
    }

    private void WriteKeys(SceneLayer layer)
    {
        for (uint number = 1; number <= _keyCount; number++)
        {
            _out.TextField(3, layer.Columns[Array.IndexOf(_keys, number)].Name);
        }
    }

    private void WriteValues()
    {
        foreach (Value value in _values.Values)
        {
            int begin = _out.BeginMessage(4);
            switch (value.Kind)
            {
                case ValueKind.Boolean: _out.UnsignedField(7, value.AsBoolean() ? 1u : 0u); break;
                case ValueKind.Integer when value.AsInteger() >= 0: _out.UnsignedField(5, (ulong)value.AsInteger()); break;
                case ValueKind.Integer: _out.UnsignedField(6, ProtobufWriter.ZigZag(value.AsInteger())); break;
                case ValueKind.Real: _out.DoubleField(3, value.AsNumber()); break;
                default: _out.TextField(1, value.ToString()); break;
            }
            _out.EndMessage(begin);
        }
    }
}
