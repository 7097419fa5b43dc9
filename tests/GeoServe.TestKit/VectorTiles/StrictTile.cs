using System.Text;

namespace GeoServe.TestKit.VectorTiles;

/// <summary>
/// A vector tile read to the letter of the Mapbox Vector Tile specification 2.1, with all that breaks it. Written for tests alone: it shares no code with
/// the server and is itself held to the fixtures of <c>@mapbox/mvt-fixtures</c>.
/// </summary>
public sealed class StrictTile
{
    private readonly List<string> _faults = [];
    private readonly List<StrictLayer> _layers = [];

    /// <summary>What breaks the specification, each with its section.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The layers, in order.</summary>
    public IReadOnlyList<StrictLayer> Layers => _layers;

    /// <summary>Reads a tile that is not packed.</summary>
    public static StrictTile Read(ReadOnlySpan<byte> raw)
    {
        var tile = new StrictTile();
        try
        {
            var fields = new ProtobufFields(raw);
            while (fields.Next())
            {
                if (fields.Number == 3) tile._layers.Add(tile.ReadLayer(fields.Bytes()));
                else fields.Skip();
            }
        }
        catch (FormatException broken)
        {
            tile._faults.Add(broken.Message);
        }
        foreach (IGrouping<string, StrictLayer> same in tile._layers.GroupBy(layer => layer.Name).Where(same => same.Count() > 1))
        {
            tile._faults.Add($"4.1: {same.Count()} layers are named {same.Key}");
        }
        return tile;
    }

    private StrictLayer ReadLayer(ReadOnlySpan<byte> message)
    {
        string name = "";
        ulong version = 0, extent = 4096;
        int values = 0;
        List<string> keys = [];
        List<StrictFeature> features = [];
        var fields = new ProtobufFields(message);
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 15: version = fields.Varint(); break;
                case 1: name = Encoding.UTF8.GetString(fields.Bytes()); break;
                case 2: features.Add(ReadFeature(fields.Bytes(), name)); break;
                case 3: keys.Add(Encoding.UTF8.GetString(fields.Bytes())); break;
                case 4:
                    CheckValue(fields.Bytes(), name);
                    values++;
                    break;
                case 5: extent = fields.Varint(); break;
                default: fields.Skip(); break;
            }
        }
        Unless(name.Length > 0, "4.1: a layer has no name");
        Unless(version is 1 or 2, $"4.1: layer {name} is of version {version}");
        Unless(keys.Distinct().Count() == keys.Count, $"4.4: layer {name} has a key twice");
        foreach (StrictFeature feature in features)
        {
            Unless(feature.Tags.Count % 2 == 0, $"4.4: a feature of {name} has {feature.Tags.Count} tags");
            Unless(feature.Tags.Where((_, i) => i % 2 == 0).All(key => key < keys.Count), $"4.4: a feature of {name} names a key that is not there");
            Unless(feature.Tags.Where((_, i) => i % 2 == 1).All(value => value < values), $"4.4: a feature of {name} names a value that is not there");
            Unless(feature.Tags.Where((_, i) => i % 2 == 0).Distinct().Count() == (feature.Tags.Count + 1) / 2, $"4.4: a feature of {name} has a key twice");
        }
        HashSet<long> used = [.. features.SelectMany(feature => feature.Tags.Where((_, i) => i % 2 == 1))];
        return new StrictLayer(name, (int)version, (int)extent, keys, values, values - used.Count, features);
    }

    private StrictFeature ReadFeature(ReadOnlySpan<byte> message, string layer)
    {
        ulong? id = null;
        ulong kind = 0;
        List<long> tags = [];
        List<uint>? commands = null;
        bool hasKind = false;
        var fields = new ProtobufFields(message);
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 1: id = fields.Varint(); break;
                case 2: tags.AddRange(fields.PackedVarints().Select(tag => (long)tag)); break;
                case 3: (kind, hasKind) = (fields.Varint(), true); break;
                case 4:
                    Unless(commands is null, $"4.2: a feature of {layer} has two geometries");
                    commands = fields.PackedVarints();
                    break;
                default: fields.Skip(); break;
            }
        }
        Unless(hasKind, $"4.2: a feature of {layer} has no type");
        Unless(kind <= 3, $"4.3.4: a feature of {layer} is of type {kind}");
        Unless(commands is { Count: > 0 }, $"4.2: a feature of {layer} has no geometry");
        List<int[]> parts = kind is 1 or 2 or 3 ? StrictGeometry.Read((int)kind, commands ?? [], layer, _faults) : [];
        return new StrictFeature(id, (int)kind, tags, parts);
    }

    private void CheckValue(ReadOnlySpan<byte> message, string layer)
    {
        int known = 0;
        var fields = new ProtobufFields(message);
        while (fields.Next())
        {
            int wireType = fields.Number switch { 1 => 2, 2 => 5, 3 => 1, 4 or 5 or 6 or 7 => 0, _ => -1 };
            if (wireType < 0) _faults.Add($"4.4: a value of {layer} has field {fields.Number}");
            else if (wireType != fields.WireType) _faults.Add($"4.4: a value of {layer} has field {fields.Number} of wire type {fields.WireType}");
            else known++;
            fields.Skip();
        }
        Unless(known == 1, $"4.4: a value of {layer} has {known} fields");
    }

    private void Unless(bool right, string fault)
    {
        if (!right) _faults.Add(fault);
    }
}
