using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.Shapefile;

/// <summary>A dbf: its fields and where its records stand. Immutable; safe for concurrent calls.</summary>
internal sealed class DbfFile
{
    private const int SampleBytes = 1 << 20;

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly int _headBytes;

    private DbfFile(SafeFileHandle file, string path, int headBytes, int recordBytes, long records, ImmutableArray<DbfField> fields, Encoding encoding)
    {
        (_file, _path, _headBytes, RecordBytes, Records, Fields, Encoding) = (file, path, headBytes, recordBytes, records, fields, encoding);
    }

    /// <summary>Bytes of a record, its deletion mark counted.</summary>
    public int RecordBytes { get; }

    /// <summary>How many records there are, by the file's size where its head counts more.</summary>
    public long Records { get; }

    /// <summary>The fields.</summary>
    public ImmutableArray<DbfField> Fields { get; }

    /// <summary>Of texts and names.</summary>
    public Encoding Encoding { get; }

    /// <summary>Reads the head.</summary>
    /// <param name="file">The file, which stays the caller's.</param>
    /// <param name="path">Its path.</param>
    /// <param name="encoding">Of its texts; null takes the language byte's, or guesses.</param>
    /// <param name="faults">Told what was guessed or is missing.</param>
    /// <exception cref="SourceFaultException">It is no dbf.</exception>
    public static DbfFile Open(SafeFileHandle file, string path, Encoding? encoding, RowFaultList faults)
    {
        using var window = new ByteWindow(file, path);
        long length = RandomAccess.GetLength(file);
        if (!window.TryRead(0, 32, out ReadOnlySpan<byte> head)) throw new SourceFaultException($"'{path}' is no dbf: it has {length} bytes.");
        long counted = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        int headBytes = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]), recordBytes = BinaryPrimitives.ReadUInt16LittleEndian(head[10..]);
        byte language = head[29];
        if (headBytes < 33 || recordBytes < 1 || headBytes > length) throw new SourceFaultException($"'{path}' is no dbf: its head says {headBytes} bytes of itself and {recordBytes} of a record.");
        byte[] descriptors = window.Read(32, headBytes - 32).ToArray();
        encoding ??= TextEncodings.ByLanguageByte(language) ?? Guess(window, descriptors, headBytes, length, path, faults);
        long records = Math.Min(counted, (length - headBytes) / recordBytes);
        if (records < counted) faults.Note($"'{Path.GetFileName(path)}' counts {counted} records and ends after {records}.");
        return new DbfFile(file, path, headBytes, recordBytes, records, ReadFields(descriptors, recordBytes, encoding), encoding);
    }

    /// <summary>A way to its bytes.</summary>
    public ByteWindow OpenWindow() => new(_file, _path);

    /// <summary>Where a record stands; -1 where there is none.</summary>
    /// <param name="number">From 1.</param>
    public long OffsetOf(long number) => number <= Records ? _headBytes + ((number - 1) * RecordBytes) : -1;

    /// <summary>The value of a field.</summary>
    /// <param name="record">The record's bytes.</param>
    /// <param name="field">The field.</param>
    /// <param name="fault">What cannot be read of it, which is then no value or has U+FFFD in it; not changed where all can.</param>
    public Value Read(ReadOnlySpan<byte> record, DbfField field, ref string? fault)
    {
        ReadOnlySpan<byte> bytes = record.Slice(field.Start, field.Length);
        switch (field.Type)
        {
            case 'I' or '+' when field.Length == 4: return Value.Of((long)BinaryPrimitives.ReadInt32LittleEndian(bytes));
            case 'O' when field.Length == 8: return Value.Of(BinaryPrimitives.ReadDoubleLittleEndian(bytes));
            case 'L': return bytes[0] switch { (byte)'T' or (byte)'t' or (byte)'Y' or (byte)'y' => Value.Of(true), (byte)'F' or (byte)'f' or (byte)'N' or (byte)'n' => Value.Of(false), _ => Value.Null };
            case 'D': return ReadDate(bytes, field, ref fault);
            case 'N' or 'F': return ReadNumber(bytes, field, ref fault);
            default: return ReadText(bytes, field, ref fault);
        }
    }

    private Value ReadText(ReadOnlySpan<byte> bytes, DbfField field, ref string? fault)
    {
        int end = bytes.IndexOf((byte)0);
        bytes = (end < 0 ? bytes : bytes[..end]).TrimEnd((byte)' ');
        if (bytes.IsEmpty) return Value.Null;
        string text = Encoding.GetString(bytes);
        // A text that fills its field may be cut in the middle of a character: what is left of that says nothing.
        if (bytes.Length >= field.Length - 1 && text[^1] == '\uFFFD') text = text.TrimEnd('\uFFFD');
        if (text.Contains('\uFFFD')) fault ??= $"'{field.Name}' is not valid {Encoding.WebName}";
        return text.Length == 0 ? Value.Null : Value.Of(text);
    }

    // Stars stand where a number did not fit; no value then, as for blanks.
    private static Value ReadNumber(ReadOnlySpan<byte> bytes, DbfField field, ref string? fault)
    {
        ReadOnlySpan<byte> digits = bytes.Trim(" \0"u8);
        if (digits.IsEmpty || digits[0] == '*') return Value.Null;
        if (field.Kind == ValueKind.Integer && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer)) return Value.Of(integer);
        if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real))
        {
            return field.Kind == ValueKind.Integer && Math.Truncate(real) == real && Math.Abs(real) < 1L << 53 ? Value.Of((long)real) : Value.Of(real);
        }
        fault ??= $"'{field.Name}' is no number: '{Encoding.Latin1.GetString(digits)}'";
        return Value.Null;
    }

    private static Value ReadDate(ReadOnlySpan<byte> bytes, DbfField field, ref string? fault)
    {
        ReadOnlySpan<byte> digits = bytes.Trim(" \0"u8);
        if (digits.IsEmpty || digits.IndexOfAnyExcept((byte)'0') < 0) return Value.Null;
        Span<char> text = stackalloc char[digits.Length];
        Encoding.Latin1.GetChars(digits, text);
        if (DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)) return Value.Of(date);
        fault ??= $"'{field.Name}' is no date: '{text}'";
        return Value.Null;
    }

    private static ImmutableArray<DbfField> ReadFields(ReadOnlySpan<byte> descriptors, int recordBytes, Encoding encoding)
    {
        var fields = ImmutableArray.CreateBuilder<DbfField>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        int start = 1;
        for (; descriptors.Length >= 32 && descriptors[0] is not (0x0D or 0); descriptors = descriptors[32..])
        {
            ReadOnlySpan<byte> nameBytes = descriptors[..11];
            if (nameBytes.IndexOf((byte)0) is >= 0 and int end) nameBytes = nameBytes[..end];
            string name = encoding.GetString(nameBytes).TrimEnd('\uFFFD').Trim();
            name = ColumnNames.Unique(name.Length == 0 ? $"column_{fields.Count + 1}" : name, names);
            names.Add(name);
            char type = char.ToUpperInvariant((char)descriptors[11]);
            int length = descriptors[16], decimals = descriptors[17];
            // Clipper keeps the high byte of a long text's length where others keep decimals.
            if (type == 'C' && decimals > 0 && start + length + (decimals << 8) <= recordBytes) length += decimals << 8;
            if (start + length > recordBytes) break;
            if (length > 0) fields.Add(new DbfField(name, type, start, length, KindOf(type, length, decimals)));
            start += length;
        }
        return fields.ToImmutable();
    }

    // Nineteen digits need not fit into 64 bits.
    private static ValueKind KindOf(char type, int length, int decimals) => type switch
    {
        'N' or 'F' => decimals == 0 && type == 'N' && length <= 18 ? ValueKind.Integer : ValueKind.Real,
        'L' => ValueKind.Boolean,
        'D' => ValueKind.Date,
        'I' or '+' when length == 4 => ValueKind.Integer,
        'O' when length == 8 => ValueKind.Real,
        _ => ValueKind.Text,
    };

    private static Encoding Guess(ByteWindow window, byte[] descriptors, int headBytes, long length, string path, RowFaultList faults)
    {
        window.TryRead(headBytes, (int)Math.Min(SampleBytes, length - headBytes), out ReadOnlySpan<byte> rows);
        byte[] names = new byte[descriptors.Length / 32 * 11];
        for (int i = 0; i < names.Length / 11; i++) descriptors.AsSpan(32 * i, 11).CopyTo(names.AsSpan(11 * i));
        byte[] sample = [.. names, .. rows];
        if (!sample.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)0x7F)) return TextEncodings.Utf8;
        Encoding guess = TextEncodings.Guess(sample);
        faults.Note($"neither a .cpg nor the language byte of '{Path.GetFileName(path)}' says its encoding: read as {guess.WebName}; write encoding: to say another.");
        return guess;
    }
}
