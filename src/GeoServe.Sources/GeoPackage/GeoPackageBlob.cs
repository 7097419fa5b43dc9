using System.Buffers;
using System.Buffers.Binary;
using GeoServe.Core.Geometries;
using GeoServe.Sources.WellKnownBinary;

namespace GeoServe.Sources.GeoPackage;

/// <summary>The head of a geometry in a GeoPackage, before its well-known binary (OGC 12-128r15, 2.1.3.1.1, Table 5).</summary>
/// <param name="Envelope">As the blob gives it; null where it gives none.</param>
/// <param name="IsEmpty">The flag E.</param>
/// <param name="WkbStart">Where the well-known binary begins.</param>
internal readonly record struct GeoPackageBlob(Box? Envelope, bool IsEmpty, int WkbStart)
{
    private const int FixedBytes = 8;

    /// <summary>Reads the head.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public static string? ReadHead(ReadOnlySpan<byte> blob, out GeoPackageBlob head)
    {
        head = default;
        if (blob.Length < FixedBytes || blob[0] != 'G' || blob[1] != 'P') return "it does not begin with the letters GP of a GeoPackage geometry";
        byte flags = blob[3];
        if ((flags & 0x20) != 0) return "it is an extended geometry, which only its maker can read";
        int envelopeCode = (flags >> 1) & 7;
        if (envelopeCode > 4) return $"its envelope code {envelopeCode} is not 0 to 4";
        int envelopeBytes = envelopeCode switch { 0 => 0, 1 => 32, 4 => 64, _ => 48 };
        if (blob.Length < FixedBytes + envelopeBytes) return "it ends in the middle of its envelope";
        head = new GeoPackageBlob(
            envelopeCode == 0 ? null : ReadEnvelope(blob[FixedBytes..], little: (flags & 1) != 0),
            IsEmpty: (flags & 0x10) != 0,
            FixedBytes + envelopeBytes);
        return null;
    }

    /// <summary>Reads the whole blob into <paramref name="shape"/>.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Read(ReadOnlySpan<byte> blob, Shape shape) =>
        ReadHead(blob, out GeoPackageBlob head) ?? WkbReader.Read(blob[head.WkbStart..], shape);

    /// <summary>The box of a blob, from its envelope where it has one; empty for an empty geometry.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="scratch">Filled where the geometry itself must be read.</param>
    /// <param name="box">The box.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? ReadBox(ReadOnlySpan<byte> blob, Shape scratch, out Box box)
    {
        box = Box.Empty;
        if (ReadHead(blob, out GeoPackageBlob head) is { } fault) return fault;
        if (head.IsEmpty) return null;
        if (head.Envelope is { } envelope)
        {
            box = envelope;
            return null;
        }
        fault = WkbReader.Read(blob[head.WkbStart..], scratch);
        if (fault is null) box = scratch.Bounds();
        return fault;
    }

    /// <summary>Writes head and well-known binary: an envelope for all but points and empty geometries, as GDAL does.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="shape">The geometry.</param>
    /// <param name="box">Its box.</param>
    /// <param name="type">Type of the column.</param>
    /// <param name="srsId">The srs_id of the column.</param>
    public static void Write(IBufferWriter<byte> output, Shape shape, in Box box, ShapeType type, int srsId)
    {
        bool withEnvelope = !box.IsEmpty && shape.Type != ShapeType.Point;
        int bytes = FixedBytes + (withEnvelope ? 32 : 0);
        Span<byte> head = output.GetSpan(bytes);
        (head[0], head[1], head[2]) = ((byte)'G', (byte)'P', 0);
        head[3] = (byte)(1 | (withEnvelope ? 2 : 0) | (box.IsEmpty ? 0x10 : 0));
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], srsId);
        if (withEnvelope)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(head[8..], box.MinX);
            BinaryPrimitives.WriteDoubleLittleEndian(head[16..], box.MaxX);
            BinaryPrimitives.WriteDoubleLittleEndian(head[24..], box.MinY);
            BinaryPrimitives.WriteDoubleLittleEndian(head[32..], box.MaxY);
        }
        output.Advance(bytes);
        WkbWriter.Write(output, shape, type);
    }

    // In the order minx, maxx, miny, maxy.
    private static Box ReadEnvelope(ReadOnlySpan<byte> bytes, bool little) => little
        ? new Box(
            BinaryPrimitives.ReadDoubleLittleEndian(bytes), BinaryPrimitives.ReadDoubleLittleEndian(bytes[16..]),
            BinaryPrimitives.ReadDoubleLittleEndian(bytes[8..]), BinaryPrimitives.ReadDoubleLittleEndian(bytes[24..]))
        : new Box(
            BinaryPrimitives.ReadDoubleBigEndian(bytes), BinaryPrimitives.ReadDoubleBigEndian(bytes[16..]),
            BinaryPrimitives.ReadDoubleBigEndian(bytes[8..]), BinaryPrimitives.ReadDoubleBigEndian(bytes[24..]));
}
