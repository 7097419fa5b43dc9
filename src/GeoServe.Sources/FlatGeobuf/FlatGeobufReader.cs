using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using GeoServe.Core.Features;
using GeoServe.Sources.Files;
using GeoServe.Sources.Sql;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.FlatGeobuf;

/// <summary>Reads features of a FlatGeobuf from their places.</summary>
internal sealed class FlatGeobufReader : RowDecoder
{
    private const int MostBytes = FileScanner.LongestRow;

    private readonly FlatGeobufHeader _header;
    private readonly FeatureSchema _schema;
    private readonly ByteWindow _window;
    private readonly bool[] _fetched;
    private readonly int _key;

    /// <param name="schema">Its columns are the row number, then those of the file.</param>
    /// <param name="header">The file's head.</param>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path.</param>
    /// <param name="plan">What is to be fetched; null for everything.</param>
    public FlatGeobufReader(FeatureSchema schema, FlatGeobufHeader header, SafeFileHandle file, string path, RowPlan? plan) : base(schema.Columns.Length)
    {
        (_schema, _header) = (schema, header);
        _window = new ByteWindow(file, path);
        _key = schema.IndexOf(schema.Key!);
        _fetched = new bool[schema.Columns.Length];
        foreach (int index in plan?.Fetched ?? [.. Enumerable.Range(0, _fetched.Length)]) _fetched[index] = true;
        _fetched[_key] = true;
    }

    /// <summary>Where the next feature begins; only while they are read one behind the other.</summary>
    public long Next { get; private set; }

    public override string? Read(in RowPlace place, bool withGeometry)
    {
        Values.AsSpan().Clear();
        Values[0] = Value.Of(place.Number);
        HasShape = false;
        if (!_window.TryRead(place.Offset, 4, out ReadOnlySpan<byte> size)) return "the file ends before it";
        uint bytes = BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (bytes > MostBytes) return $"it counts {bytes} bytes of itself";
        if (!_window.TryRead(place.Offset + 4, (int)bytes, out ReadOnlySpan<byte> feature)) return "the file ends in the middle of it";
        Next = place.Offset + 4 + bytes;
        string? fault;
        try
        {
            FlatBufferTable root = FlatBufferTable.Root(feature);
            fault = ReadProperties(root);
            if (fault is null && withGeometry && root.Has(0))
            {
                fault = FlatGeobufGeometry.Read(root.Table(0), _header.Type, _header.HasHeights, _schema.GeometryType, Shape);
                HasShape = fault is null;
            }
        }
        catch (Exception broken) when (FlatGeobufErrors.IsOurs(broken))
        {
            return "its bytes cannot be read";
        }
        Id = Values[_key] switch { { Kind: ValueKind.Integer } key => new FeatureId(key.AsInteger()), { IsNull: true } => default, var key => new FeatureId(key.ToString()) };
        return fault;
    }

    public override void Dispose() => _window.Dispose();

    // Pairs of a column's number and its value; a feature may have columns of its own, where the head has none.
    private string? ReadProperties(FlatBufferTable root)
    {
        ReadOnlySpan<byte> bytes = root.Bytes(1);
        ImmutableArray<FlatGeobufColumn> columns = _header.Columns;
        while (bytes.Length >= 2)
        {
            int column = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            bytes = bytes[2..];
            if (column >= columns.Length) return $"a value belongs to column {column} of {columns.Length}";
            FlatGeobufType type = columns[column].Type;
            int length = LengthOf(type, bytes, out int start);
            if (start + (long)length > bytes.Length || length < 0) return $"the value of '{columns[column].Name}' is cut off";
            if (_fetched[column + 1]) Values[column + 1] = ValueOf(bytes.Slice(start, length), type);
            bytes = bytes[(start + length)..];
        }
        return null;
    }

    private static int LengthOf(FlatGeobufType type, ReadOnlySpan<byte> bytes, out int start)
    {
        start = 0;
        switch (type)
        {
            case FlatGeobufType.Byte or FlatGeobufType.UByte or FlatGeobufType.Bool: return 1;
            case FlatGeobufType.Short or FlatGeobufType.UShort: return 2;
            case FlatGeobufType.Int or FlatGeobufType.UInt or FlatGeobufType.Float: return 4;
            case FlatGeobufType.Long or FlatGeobufType.ULong or FlatGeobufType.Double: return 8;
            default:
                start = 4;
                return bytes.Length < 4 ? -1 : (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(bytes));
        }
    }

    private static Value ValueOf(ReadOnlySpan<byte> bytes, FlatGeobufType type) => type switch
    {
        FlatGeobufType.Byte => Value.Of((long)(sbyte)bytes[0]),
        FlatGeobufType.UByte => Value.Of((long)bytes[0]),
        FlatGeobufType.Bool => Value.Of(bytes[0] != 0),
        FlatGeobufType.Short => Value.Of((long)BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        FlatGeobufType.UShort => Value.Of((long)BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        FlatGeobufType.Int => Value.Of((long)BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        FlatGeobufType.UInt => Value.Of((long)BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        FlatGeobufType.Long => Value.Of(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        // Beyond 2^63 - 1 a real number is nearer than a negative one.
        FlatGeobufType.ULong => BinaryPrimitives.ReadUInt64LittleEndian(bytes) is var number && number <= long.MaxValue ? Value.Of((long)number) : Value.Of((double)number),
        FlatGeobufType.Float => Value.Of((double)BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        FlatGeobufType.Double => Value.Of(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        FlatGeobufType.DateTime => TimeOf(Encoding.UTF8.GetString(bytes)),
        FlatGeobufType.Binary => Value.Of(bytes.ToArray()),
        _ => Value.Of(Encoding.UTF8.GetString(bytes)),
    };

    // As it is written where it is no time.
    private static Value TimeOf(string text) => TextValues.Read(text, ValueKind.Instant) is { IsNull: false } instant ? instant : Value.Of(text);
}
