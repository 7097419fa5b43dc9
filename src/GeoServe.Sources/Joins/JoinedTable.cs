using System.Collections.Immutable;
using System.IO.Hashing;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.Joins;

/// <summary>The rows of a table in memory, found by their key. Immutable; safe for concurrent calls.</summary>
internal sealed class JoinedTable : IJoinTable
{
    /// <summary>Most rows of a table that is joined.</summary>
    public const int MostRows = 1_000_000;

    private readonly Dictionary<string, int> _rows;
    private readonly List<Value[]> _values;

    private JoinedTable(ulong revision, ulong content, ImmutableArray<Column> columns, Dictionary<string, int> rows, List<Value[]> values, RowFaults faults) =>
        (Revision, Content, Columns, _rows, _values, Faults) = (revision, content, columns, rows, values, faults);

    /// <summary>Of the table when it was read.</summary>
    public ulong Revision { get; }

    /// <inheritdoc/>
    public ulong Content { get; }

    /// <inheritdoc/>
    public ImmutableArray<Column> Columns { get; }

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <summary>What is wrong with its rows: the table's own faults, and keys that stand there twice.</summary>
    public RowFaults Faults { get; }

    /// <summary>Reads the table.</summary>
    /// <exception cref="SourceUnavailableException">The table gave no answer.</exception>
    /// <exception cref="SourceFaultException">A column is not there, or there are too many rows.</exception>
    public static async Task<JoinedTable> ReadAsync(IFeatureSource table, JoinKeys keys, CancellationToken cancellationToken)
    {
        ulong revision = await table.ReadRevisionAsync(cancellationToken).ConfigureAwait(false);
        FeatureSchema schema = await table.ReadSchemaAsync(cancellationToken).ConfigureAwait(false);
        string name = table is IRowFaults named ? named.Description : "the table";
        int key = Require(schema, keys.TableKey, name);
        int[] taken = keys.Columns.IsEmpty
            ? [.. Enumerable.Range(0, schema.Columns.Length).Where(i => i != key && schema.Columns[i].Name != schema.Key)]
            : [.. keys.Columns.Select(column => Require(schema, column, name))];
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        var values = new List<Value[]>();
        var faults = new Files.RowFaultList();
        var content = new XxHash64();
        using var bytes = new PooledList<byte>();
        long number = 0;
        var query = new FeatureQuery { Columns = [key, .. taken], WithGeometry = false };
        await using (FeatureReader reader = await table.QueryAsync(query, cancellationToken).ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                number++;
                if (TextOf(reader.Values[0]) is not { } text) continue;
                if (rows.Count == MostRows) throw new SourceFaultException($"{name} has more than {MostRows} rows; a table of so many cannot be joined.");
                if (!rows.TryAdd(text, values.Count)) faults.LeaveOut($"row {number} of the joined table", $"its key '{text}' is there already; the first row is taken");
                else values.Add(reader.Values[1..].ToArray());
                bytes.Clear();
                foreach (ref readonly Value value in reader.Values) TileValue.Write(value, bytes);
                content.Append(bytes.Span);
            }
        }
        RowFaults own = table is IRowFaults source ? source.Faults : RowFaults.None;
        return new JoinedTable(revision, content.GetCurrentHashAsUInt64(), [.. taken.Select(index => schema.Columns[index] with { Nullable = true })], rows, values, own.With(faults.Found));
    }

    /// <inheritdoc/>
    public int Find(in Value key) => TextOf(key) is { } text && _rows.TryGetValue(text, out int place) ? place : -1;

    /// <inheritdoc/>
    public ReadOnlySpan<Value> Row(int place) => _values[place];

    /// <summary>A key as text: the number 500101 and the text "500101" are one key, "0500101" is another; blanks around do not count. Null for no value.</summary>
    public static string? TextOf(in Value key) => key.Kind switch
    {
        ValueKind.Null => null,
        ValueKind.Text => key.AsText().Trim() is { Length: > 0 } text ? text : null,
        ValueKind.Real when Math.Truncate(key.AsNumber()) == key.AsNumber() && Math.Abs(key.AsNumber()) < 1L << 53 => Value.Of((long)key.AsNumber()).ToString(),
        _ => key.ToString(),
    };

    private static int Require(FeatureSchema schema, string column, string table) => schema.IndexOf(column) is >= 0 and int index ? index
        : throw new SourceFaultException($"{table} has no column '{column}' to join by; it has {string.Join(", ", schema.Columns.Take(20).Select(each => each.Name))}.");
}
