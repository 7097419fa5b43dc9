using System.Runtime.InteropServices;
using GeoServe.Core.Geometries;

namespace GeoServe.Indexing.Building;

/// <summary>One row on its way from the source to the index: as bytes in a sorted run.</summary>
internal readonly ref struct IndexRow
{
    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>The row that lies in some bytes.</summary>
    public IndexRow(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Bytes before the arrays: place on the curve, id, two counts and a kind.</summary>
    public const int HeadBytes = 8 + 8 + 4 + 4 + 4;

    public ulong Place => MemoryMarshal.Read<ulong>(_bytes);

    public ulong Id => MemoryMarshal.Read<ulong>(_bytes[8..]);

    public GeometryKind Kind => (GeometryKind)MemoryMarshal.Read<int>(_bytes[24..]);

    public ReadOnlySpan<int> PartEnds => MemoryMarshal.Cast<byte, int>(_bytes.Slice(HeadBytes, Parts * 4));

    public ReadOnlySpan<int> Coordinates => MemoryMarshal.Cast<byte, int>(_bytes.Slice(HeadBytes + (Parts * 4), Numbers * 4));

    /// <summary>For each column the length of its value in 4 bytes, and the value.</summary>
    public ReadOnlySpan<byte> Values => _bytes[(HeadBytes + (Parts * 4) + (Numbers * 4))..];

    private int Parts => MemoryMarshal.Read<int>(_bytes[16..]);

    private int Numbers => MemoryMarshal.Read<int>(_bytes[20..]);

    /// <summary>Writes a row.</summary>
    public static void Write(Span<byte> row, ulong place, ulong id, GeometryKind kind, ReadOnlySpan<int> partEnds, ReadOnlySpan<int> coordinates, ReadOnlySpan<byte> values)
    {
        MemoryMarshal.Write(row, place);
        MemoryMarshal.Write(row[8..], id);
        MemoryMarshal.Write(row[16..], partEnds.Length);
        MemoryMarshal.Write(row[20..], coordinates.Length);
        MemoryMarshal.Write(row[24..], (int)kind);
        MemoryMarshal.AsBytes(partEnds).CopyTo(row[HeadBytes..]);
        MemoryMarshal.AsBytes(coordinates).CopyTo(row[(HeadBytes + (partEnds.Length * 4))..]);
        values.CopyTo(row[(HeadBytes + (partEnds.Length * 4) + (coordinates.Length * 4))..]);
    }
}
