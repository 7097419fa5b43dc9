using System.Collections.Immutable;
using System.Text;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.Csv;

/// <summary>Opens a CSV file: finds its encoding, delimiter and columns, then reads it through once, for their kinds, the places and boxes of the rows, and what cannot be read.</summary>
internal sealed class CsvCatalogue(string path, CsvOptions options, RowFaultList faults)
{
    private const int SampleBytes = 1 << 20;
    private const int MostColumns = 20_000;

    private readonly RowTable _rows = new();
    private readonly RowKeyBuilder _keys = new();
    private TypeGuess _type;
    private Box _extent = Box.Empty;

    /// <summary>Opens it.</summary>
    /// <exception cref="SourceFaultException">It cannot be read as CSV, or a column that the configuration names is not there.</exception>
    public CsvTable Open(SafeFileHandle file, CancellationToken cancellationToken)
    {
        if (RandomAccess.GetLength(file) == 0) throw new SourceFaultException($"'{path}' is empty: it has 0 bytes.");
        Encoding encoding = FindEncoding(file, cancellationToken);
        using var scanner = new FileScanner(file, cancellationToken);
        if (scanner.Ahead.StartsWith("\uFEFF"u8)) scanner.Advance(3);
        var records = new CsvScanner(scanner);
        char delimiter = FindDelimiter(records, scanner, encoding);
        if (!records.MoveNext()) throw new SourceFaultException($"'{path}' holds nothing: only blank lines.");
        var record = new CsvRecord(encoding, delimiter);
        record.Read(records.Bytes);
        if (record.Count > MostColumns) throw new SourceFaultException($"'{path}' has {record.Count} columns in its first line; at most {MostColumns} are served. Is '{delimiter}' what parts them?");
        CsvHeader header = CsvHeader.Read(record, options.Header);
        if (header.IsRow && options.Header is null) faults.Note($"its first line holds numbers, so it is taken for a row, and the columns are called {header.Names[0]} and so on; write header: true where it holds their names.");
        CsvLayout layout = LayOut(header, encoding, delimiter);
        ColumnGuess[] columns = ReadRows(records, record, header, layout);
        return Build(file, header, layout, columns);
    }

    /// <summary>What is wrong with a record that has more or fewer fields than there are columns.</summary>
    public static string WrongCount(int fields, int columns) => $"it has {fields} field{(fields == 1 ? "" : "s")} where there are {columns} columns";

    private ColumnGuess[] ReadRows(CsvScanner records, CsvRecord record, CsvHeader header, CsvLayout layout)
    {
        ColumnGuess[] columns = [.. header.Names.Select(name => new ColumnGuess(name))];
        int key = options.Key is null ? -1 : header.Find(options.Key, CsvHeader.Axis.X, path);
        var geometry = new CsvGeometry(layout, ShapeType.Geometry);
        var shape = new Shape();
        long number = 0;
        for (bool more = header.IsRow || records.MoveNext(); more; more = records.MoveNext())
        {
            number++;
            if (records.Fault is { } broken)
            {
                faults.LeaveOut($"row {number}", broken);
                continue;
            }
            record.Read(records.Bytes);
            if (record.Count != columns.Length)
            {
                faults.LeaveOut($"row {number}", WrongCount(record.Count, columns.Length));
                continue;
            }
            bool hasShape = false;
            string? missing = null;
            if (layout.HasGeometry && geometry.Read(record, shape, out hasShape, out missing) is { } fault)
            {
                faults.LeaveOut($"row {number}", fault);
                continue;
            }
            missing ??= record.IsDamaged ? $"it is not valid {layout.Encoding.WebName}" : null;
            if (missing is not null) faults.Incomplete($"row {number}", missing);
            for (int i = 0; i < columns.Length; i++) columns[i].Add(KindOf(record[i]));
            Box box = hasShape ? shape.Bounds() : Box.Empty;
            if (hasShape) _type.Add(shape.Type);
            _extent = _extent.Union(box);
            _rows.Add(new RowPlace(number, records.Offset, records.Bytes.Length), box);
            if (key >= 0) _keys.Add(KeyOf(record[key]));
        }
        return columns;
    }

    private CsvTable Build(SafeFileHandle file, CsvHeader header, CsvLayout layout, ColumnGuess[] guesses)
    {
        ImmutableArray<int> fields = [-1, .. Enumerable.Range(0, guesses.Length).Where(i => i != layout.Wkt)];
        string number = ColumnNames.Free(header.Names, "fid", "ogc_fid", "row_number");
        // A key of numbers may have become text with a later row; the keys were kept as text then too.
        ImmutableArray<Column> columns = [new Column(number, ValueKind.Integer, Nullable: false), .. fields.Skip(1).Select(i => guesses[i].Column)];
        string? geometry = layout.HasGeometry ? ColumnNames.Free(header.Names, "geometry", "geom", "the_geom") : null;
        RowKeys keys = options.Key is null ? new NumberKeys(_rows.IndexOfNumber)
            : _keys.Build(_rows) ?? throw new SourceFaultException($"'{options.Key}' of '{path}' is no key: a row has none, or two have the same; leave out key: to number the rows.");
        var schema = new FeatureSchema(columns, options.Key ?? number, geometry, layout.HasGeometry ? _type.Type : ShapeType.Geometry, options.Crs ?? Crs.Crs84);
        return new CsvTable(file, path, layout with { Fields = fields }) { Schema = schema, Rows = _rows, Extent = _extent, Keys = keys };
    }

    private CsvLayout LayOut(CsvHeader header, Encoding encoding, char delimiter)
    {
        int x = header.Find(options.X, CsvHeader.Axis.X, path), y = header.Find(options.Y, CsvHeader.Axis.Y, path), wkt = header.Find(options.Wkt, CsvHeader.Axis.Wkt, path);
        bool usesPoint = x >= 0 && y >= 0 && (options.X is not null || options.Wkt is null);
        if (usesPoint) wkt = -1;
        else (x, y) = (-1, -1);
        return new CsvLayout(encoding, delimiter, header.Names.Length, [], x, y, wkt, (options.Crs ?? Crs.Crs84).IsGeographic);
    }

    private char FindDelimiter(CsvScanner records, FileScanner scanner, Encoding encoding)
    {
        long start = scanner.Offset;
        // Excel's own line before the names.
        ReadOnlySpan<byte> ahead = scanner.Ahead;
        bool hasLine = ahead.Length > 5 && ahead.StartsWith("sep="u8) && ahead[5] is (byte)'\r' or (byte)'\n';
        char delimiter = options.Delimiter ?? (hasLine ? (char)ahead[4] : '\0');
        if (hasLine) scanner.Advance(5);
        else start = scanner.Offset;
        if (delimiter == '\0')
        {
            delimiter = ',';
            if (records.MoveNext())
            {
                int most = 0;
                foreach (char candidate in ",;\t")
                {
                    var record = new CsvRecord(encoding, candidate);
                    record.Read(records.Bytes);
                    if (record.Count > most) (most, delimiter) = (record.Count, candidate);
                }
                scanner.Return(start);
            }
        }
        records.Delimiter = (byte)delimiter;
        return delimiter;
    }

    private Encoding FindEncoding(SafeFileHandle file, CancellationToken cancellationToken)
    {
        using var window = new ByteWindow(file, path);
        long length = RandomAccess.GetLength(file);
        ReadOnlySpan<byte> head = window.Read(0, (int)Math.Min(4096, length));
        if (head.StartsWith("\uFEFF"u8)) return TextEncodings.Utf8;
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) throw new SourceFaultException($"'{path}' is in UTF-16; save it as UTF-8.");
        if (head.Contains((byte)0)) throw new SourceFaultException($"'{path}' is no text: it has zero bytes in it.");
        if (options.Encoding is { } given) return given;
        for (long at = 0; at < length; at += SampleBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int first = window.Read(at, (int)Math.Min(SampleBytes, length - at)).IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (first < 0) continue;
            Encoding guess = TextEncodings.Guess(window.Read(at + first, (int)Math.Min(SampleBytes, length - at - first)));
            if (guess != TextEncodings.Utf8) faults.Note($"it is not UTF-8: read as {guess.WebName}; write encoding: to say another.");
            return guess;
        }
        return TextEncodings.Utf8;
    }

    private static ValueKind KindOf(ReadOnlySpan<char> field)
    {
        if (field.IsEmpty) return ValueKind.Null;
        ReadOnlySpan<char> text = field.Trim();
        return TextValues.IsNoValue(text) ? ValueKind.Null : TextValues.KindOf(text);
    }

    private static Value KeyOf(ReadOnlySpan<char> field) => field.IsEmpty ? Value.Null
        : TextValues.KindOf(field) == ValueKind.Integer ? TextValues.Read(field, ValueKind.Integer) : Value.Of(field.ToString());
}
