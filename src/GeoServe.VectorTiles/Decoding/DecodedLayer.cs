using GeoServe.Core.Features;
using GeoServe.Core.Sources;

namespace GeoServe.VectorTiles.Decoding;

/// <summary>One layer of a vector tile (MVT 2.1, 4.1): its keys and values read, its features where they stand. Immutable.</summary>
internal sealed class DecodedLayer
{
    // Two bytes of a tile take some hundred in memory.
    private const int MostEntries = 1 << 20;

    private static readonly System.Text.Encoding Utf8 = System.Text.Encoding.UTF8;

    private readonly ReadOnlyMemory<byte> _layer;

    private DecodedLayer(ReadOnlyMemory<byte> layer, int extent, string[] keys, Value[] values)
    {
        _layer = layer;
        Extent = extent;
        Keys = keys;
        Values = values;
    }

    /// <summary>Units across the tile.</summary>
    public int Extent { get; }

    /// <summary>Names of attributes.</summary>
    public string[] Keys { get; }

    /// <summary>Values of attributes.</summary>
    public Value[] Values { get; }

    /// <summary>Its fields, the features (field 2) among them.</summary>
    /// <param name="start">Where to go on: 0, or a <see cref="MessageReader.Position"/>.</param>
    public MessageReader Fields(int start) => new(_layer.Span, start);

    /// <summary>Finds a layer; null where the tile has none of this name.</summary>
    /// <param name="tile">Unpacked.</param> <param name="name">Of the layer.</param>
    /// <exception cref="SourceFaultException">The tile is damaged.</exception>
    public static DecodedLayer? Find(ReadOnlyMemory<byte> tile, string name)
    {
        int at = 0;
        var fields = new MessageReader(tile.Span);
        byte[] wanted = Utf8.GetBytes(name);
        while (fields.Next())
        {
            if (fields.Field != 3 || !IsNamed(fields.Content, wanted)) continue;
            tile.Span.Overlaps(fields.Content, out at);
            return Read(tile.Slice(at, fields.Content.Length));
        }
        return null;
    }

    private static bool IsNamed(ReadOnlySpan<byte> layer, ReadOnlySpan<byte> name)
    {
        var fields = new MessageReader(layer);
        while (fields.Next())
        {
            if (fields.Field == 1) return fields.Content.SequenceEqual(name);
        }
        return false;
    }

    private static DecodedLayer Read(ReadOnlyMemory<byte> layer)
    {
        var keys = new List<string>();
        var values = new List<Value>();
        ulong extent = 4096;
        var fields = new MessageReader(layer.Span);
        while (fields.Next())
        {
            if (keys.Count + values.Count > MostEntries) throw new SourceFaultException($"a layer of a vector tile has more than {MostEntries} keys and values.");
            switch (fields.Field)
            {
                case 3: keys.Add(Utf8.GetString(fields.Content)); break;
                case 4: values.Add(ValueOf(fields.Content)); break;
                case 5: extent = fields.Number; break;
            }
        }
        if (extent is 0 or > 1 << 20) throw new SourceFaultException($"a layer of a vector tile has {extent} units across; 1 to {1 << 20} are read.");
        return new DecodedLayer(layer, (int)extent, [.. keys], [.. values]);
    }

    // MVT 2.1, 4.4. Float and double have 4 and 8 bytes.
    private static Value ValueOf(ReadOnlySpan<byte> message)
    {
        var fields = new MessageReader(message);
        if (!fields.Next()) return Value.Null;
        return fields.Field switch
        {
            1 => Value.Of(Utf8.GetString(fields.Content)),
            2 => Value.Of((double)BitConverter.UInt32BitsToSingle((uint)fields.Number)),
            3 => Value.Of(BitConverter.UInt64BitsToDouble(fields.Number)),
            4 => Value.Of((long)fields.Number),
            5 => fields.Number <= long.MaxValue ? Value.Of((long)fields.Number) : Value.Of((double)fields.Number),
            6 => Value.Of((long)(fields.Number >> 1) ^ -(long)(fields.Number & 1)),
            7 => Value.Of(fields.Number != 0),
            _ => Value.Null,
        };
    }
}
