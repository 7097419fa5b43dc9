using System.Buffers.Binary;
using GeoServe.Core.Geometries;

namespace GeoServe.Sources.WellKnownBinary;

/// <summary>
/// Reads well-known binary into a <see cref="Shape"/>: ISO (OGC 06-103r4, 8.2) and PostGIS's extended form, both byte orders, Z kept and M
/// left out, empty geometries, collections in collections. Never reads beyond the bytes that it is given, and takes no count on
/// trust, so that the worst input costs no more than its own length.
/// </summary>
internal ref struct WkbReader
{
    // Deeper nesting is no data but an attack; GEOS and PostGIS draw a line too.
    private const int MaxDepth = 32;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;
    private string? _fault;

    private WkbReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Fills <paramref name="shape"/> anew.</summary>
    /// <returns>Null, or what is wrong with the bytes; the shape is then of no use.</returns>
    public static string? Read(ReadOnlySpan<byte> wkb, Shape shape)
    {
        var reader = new WkbReader(wkb);
        return reader.ReadGeometry(shape, depth: 0) ? null : reader._fault;
    }

    private bool ReadGeometry(Shape shape, int depth)
    {
        if (depth > MaxDepth) return Fault($"its collections are nested deeper than {MaxDepth}");
        if (!ReadHead(out Head head)) return false;
        if (head.Type is < 1 or > 7) return Fault(UnknownType(head.Type));
        shape.Reset((ShapeType)head.Type, head.HasZ);
        return (ShapeType)head.Type switch
        {
            ShapeType.Point => ReadPoint(head, shape),
            ShapeType.LineString => ReadLine(head, shape),
            ShapeType.Polygon => ReadPolygon(head, shape),
            ShapeType.GeometryCollection => ReadMembers(head, shape, depth),
            _ => ReadMulti(head, shape, (ShapeType)(head.Type - 3)),
        };
    }

    private bool ReadMulti(Head head, Shape shape, ShapeType partType)
    {
        if (!ReadCount(head, minBytesEach: 9, out int count)) return false;
        for (int i = 0; i < count; i++)
        {
            if (!ReadHead(out Head part)) return false;
            if (part.Type != (uint)partType) return Fault($"a {shape.Type} holds a part of type {part.Type}");
            bool read = partType switch
            {
                ShapeType.Point => ReadPoint(part, shape),
                ShapeType.LineString => ReadLine(part, shape),
                _ => ReadPolygon(part, shape),
            };
            if (!read) return false;
        }
        return true;
    }

    private bool ReadMembers(Head head, Shape shape, int depth)
    {
        if (!ReadCount(head, minBytesEach: 9, out int count)) return false;
        for (int i = 0; i < count; i++)
        {
            var member = new Shape();
            if (!ReadGeometry(member, depth + 1)) return false;
            shape.AddMember(member);
        }
        return true;
    }

    private bool ReadPoint(Head head, Shape shape)
    {
        if (!ReadPositions(head, 1, shape)) return false;
        shape.EndPart();
        return true;
    }

    private bool ReadLine(Head head, Shape shape)
    {
        if (!ReadCount(head, head.PositionBytes, out int count) || !ReadPositions(head, count, shape)) return false;
        shape.EndPart();
        return true;
    }

    private bool ReadPolygon(Head head, Shape shape)
    {
        if (!ReadCount(head, minBytesEach: 4, out int rings)) return false;
        for (int i = 0; i < rings; i++)
        {
            if (!ReadLine(head, shape)) return false;
        }
        shape.EndPolygon();
        return true;
    }

    private bool ReadPositions(Head head, int count, Shape shape)
    {
        if ((long)count * head.PositionBytes > _bytes.Length - _at) return Fault("it ends in the middle of its positions");
        for (int i = 0; i < count; i++, _at += head.PositionBytes)
        {
            double x = ReadDouble(head, _at), y = ReadDouble(head, _at + 8);
            if (double.IsNaN(x) && double.IsNaN(y)) continue;        // the empty point (OGC 12-128r15, 2.1.3.1.1; PostGIS too)
            // What a geometry says of itself counts for its parts too: one height for each position, or none.
            if (shape.HasHeights) shape.Add(x, y, head.HasZ ? ReadDouble(head, _at + 16) : double.NaN);
            else shape.Add(x, y);
        }
        return true;
    }

    private bool ReadHead(out Head head)
    {
        head = default;
        if (_bytes.Length - _at < 5) return Fault("it ends where a geometry should begin");
        byte order = _bytes[_at];
        if (order > 1) return Fault($"its byte order is {order}, not 0 or 1");
        bool little = order == 1;
        uint raw = ReadUInt32(little, _at + 1);
        _at += 5;
        bool hasZ = (raw & 0x8000_0000) != 0, hasM = (raw & 0x4000_0000) != 0, hasSrid = (raw & 0x2000_0000) != 0;
        raw &= 0x1FFF_FFFF;
        uint dimensions = raw / 1000;
        if (dimensions > 3) return Fault($"its type {raw} is unknown");
        if (hasSrid)
        {
            if (_bytes.Length - _at < 4) return Fault("it ends in the middle of its SRID");
            _at += 4;
        }
        head = new Head(little, raw % 1000, hasZ || dimensions is 1 or 3, hasM || dimensions is 2 or 3);
        return true;
    }

    private bool ReadCount(Head head, int minBytesEach, out int count)
    {
        count = 0;
        if (_bytes.Length - _at < 4) return Fault("it ends where a count should be");
        uint read = ReadUInt32(head.Little, _at);
        _at += 4;
        if ((long)read * minBytesEach > _bytes.Length - _at) return Fault($"it counts {read} parts, more than its bytes can hold");
        count = (int)read;
        return true;
    }

    private readonly uint ReadUInt32(bool little, int at) => little
        ? BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..])
        : BinaryPrimitives.ReadUInt32BigEndian(_bytes[at..]);

    private readonly double ReadDouble(Head head, int at) => head.Little
        ? BinaryPrimitives.ReadDoubleLittleEndian(_bytes[at..])
        : BinaryPrimitives.ReadDoubleBigEndian(_bytes[at..]);

    private bool Fault(string fault)
    {
        _fault = fault;
        return false;
    }

    private static string UnknownType(uint type) => type switch
    {
        8 or 9 or 10 or 11 or 12 or 13 or 14 => $"it is a curve or curved surface (type {type}); store it as straight lines, in PostGIS by ST_CurveToLine",
        15 or 16 or 17 => $"it is a polyhedral surface, TIN or triangle (type {type}); store it as a multipolygon",
        _ => $"its type {type} is unknown",
    };

    private readonly record struct Head(bool Little, uint Type, bool HasZ, bool HasM)
    {
        public int PositionBytes => 16 + (HasZ ? 8 : 0) + (HasM ? 8 : 0);
    }
}
