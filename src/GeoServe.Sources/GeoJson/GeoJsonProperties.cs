using System.Text;
using System.Text.Json;
using GeoServe.Core.Features;
using GeoServe.Sources.Files;

namespace GeoServe.Sources.GeoJson;

/// <summary>Learns the columns of a file from its features, one after the other.</summary>
/// <param name="watched">Name of the property whose value is kept; the key, or what may be one.</param>
internal sealed class GeoJsonProperties(string watched) : IPropertySink
{
    /// <summary>Most different properties of a file.</summary>
    public const int MostColumns = 20_000;

    private readonly List<ColumnGuess> _columns = [];
    private readonly List<byte[]> _names = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private int _next;

    /// <summary>The columns so far, in the order in which they were met.</summary>
    public IReadOnlyList<ColumnGuess> Columns => _columns;

    /// <summary>The value of the watched property in the feature at hand.</summary>
    public Value Watched { get; private set; }

    /// <summary>True when some feature had more properties than are kept.</summary>
    public bool HasTooMany { get; private set; }

    /// <summary>Begins a feature.</summary>
    public void Begin() => (_next, Watched) = (0, Value.Null);

    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        int index = Find(ref reader);
        reader.Read();
        if (index < 0)
        {
            reader.Skip();
            return;
        }
        if (_columns[index].Name == watched && reader.TokenType is JsonTokenType.Number or JsonTokenType.String)
        {
            Watched = GeoJsonValue.Read(ref reader, bytes, reader.TokenType == JsonTokenType.Number ? ValueKind.Integer : ValueKind.Text);
        }
        _columns[index].Add(GeoJsonValue.KindOf(ref reader));
    }

    // Features of one file mostly have the same properties in the same order.
    private int Find(ref Utf8JsonReader reader)
    {
        if (_next < _names.Count && reader.ValueTextEquals(_names[_next])) return _next++;
        string name = reader.GetString()!;
        if (!_indexes.TryGetValue(name, out int index))
        {
            if (_columns.Count == MostColumns)
            {
                HasTooMany = true;
                return -1;
            }
            index = _columns.Count;
            _indexes[name] = index;
            _columns.Add(new ColumnGuess(name));
            _names.Add(Encoding.UTF8.GetBytes(name));
        }
        _next = index + 1;
        return index;
    }
}
