using System.Collections.Immutable;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;
using GeoServe.Sources.WellKnownText;

namespace GeoServe.Sources.FlatGeobuf;

/// <summary>The head of a FlatGeobuf 3 (header.fbs).</summary>
/// <param name="Type">Of the geometries; null where each says its own or they are of a type that is not served.</param>
/// <param name="HasHeights">True where positions have heights.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Count">How many features there are; 0 where that is not known.</param>
/// <param name="NodeSize">Items of a node of the index; 0 for no index.</param>
/// <param name="Envelope">The box around all features; empty where the file does not say.</param>
/// <param name="Crs">The coordinate system; null where it says none, or none that is known.</param>
/// <param name="CrsName">What the file calls it.</param>
/// <param name="Bytes">Of magic bytes and head; behind them the index begins.</param>
internal sealed record FlatGeobufHeader(
    ShapeType? Type, bool HasHeights, ImmutableArray<FlatGeobufColumn> Columns, long Count, int NodeSize, Box Envelope, Crs? Crs, string CrsName, int Bytes)
{
    private const int MostBytes = 64 << 20;

    private static ReadOnlySpan<byte> Magic => [0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62];

    /// <summary>Reads it.</summary>
    /// <exception cref="SourceFaultException">The file does not begin as a FlatGeobuf of version 3.</exception>
    public static FlatGeobufHeader Read(ByteWindow window, string path)
    {
        if (!window.TryRead(0, 12, out ReadOnlySpan<byte> start))
        {
            throw new SourceFaultException(window.TryRead(0, 1, out _) ? $"'{path}' is no FlatGeobuf: it is too short." : $"'{path}' is empty: it has 0 bytes.");
        }
        if (!start.StartsWith(Magic)) throw new SourceFaultException($"'{path}' is no FlatGeobuf of version 3: it does not begin as one.");
        uint bytes = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (bytes is < 8 or > MostBytes || !window.TryRead(12, (int)bytes, out ReadOnlySpan<byte> head)) throw new SourceFaultException($"'{path}' is cut off in its head of {bytes} bytes.");
        try
        {
            return Parse(FlatBufferTable.Root(head), 12 + (int)bytes);
        }
        catch (Exception broken) when (FlatGeobufErrors.IsOurs(broken))
        {
            throw new SourceFaultException($"'{path}' is damaged: its head cannot be read.", broken);
        }
    }

    private static FlatGeobufHeader Parse(FlatBufferTable head, int bytes)
    {
        var columns = ImmutableArray.CreateBuilder<FlatGeobufColumn>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < head.CountTables(7); i++)
        {
            FlatBufferTable column = head.Table(7, i);
            string name = ColumnNames.Unique(column.Text(0) is { Length: > 0 } given ? given : $"column_{i + 1}", names);
            names.Add(name);
            columns.Add(new FlatGeobufColumn(name, (FlatGeobufType)column.Byte(1)));
        }
        ReadOnlySpan<double> box = head.Doubles(1);
        (Crs? crs, string crsName) = head.Has(10) ? CrsOf(head.Table(10)) : (null, "");
        byte type = head.Byte(2);
        return new FlatGeobufHeader(
            type is >= 1 and <= 7 ? (ShapeType)type : null, head.Boolean(3), columns.ToImmutable(), checked((long)head.UInt64(8)), head.UInt16(9, 16),
            box.Length >= 4 ? new Box(box[0], box[1], box[box.Length / 2], box[(box.Length / 2) + 1]) : Box.Empty, crs, crsName, bytes);
    }

    private static (Crs?, string) CrsOf(FlatBufferTable crs)
    {
        string organization = crs.Text(0) ?? "EPSG", wkt = crs.Text(4) ?? "", name = crs.Text(2) ?? "";
        int code = crs.Int32(1);
        string numbered = code != 0 ? $"{organization}:{code}" : crs.Text(5) is { Length: > 0 } text ? $"{organization}:{text}" : "";
        Crs? found = numbered.Length > 0 ? CrsRegistry.Find(numbered)?.Crs : null;
        string wktName = "";
        found ??= wkt.Length > 0 ? CrsWkt.Find(wkt, out wktName) : null;
        return (found, string.Join(' ', new[] { numbered, name.Length > 0 ? name : wktName }.Where(part => part.Length > 0)));
    }
}
