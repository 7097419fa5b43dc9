using System.Buffers;
using System.Buffers.Binary;
using GeoServe.Core.Geometries;

namespace GeoServe.Sources.WellKnownBinary;

/// <summary>Writes a <see cref="Shape"/> as little-endian well-known binary: ISO (OGC 06-103r4, 8.2), or PostGIS's extended form with an SRID.</summary>
internal static class WkbWriter
{
    /// <summary>Writes the shape; a single one as its multi type where <paramref name="as"/> is that.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="shape">What.</param>
    /// <param name="as">Type of the column; <see cref="ShapeType.Geometry"/> leaves the shape's own.</param>
    /// <param name="extendedSrid">Null writes ISO; a number writes the extended form with that SRID.</param>
    public static void Write(IBufferWriter<byte> output, Shape shape, ShapeType @as = ShapeType.Geometry, int? extendedSrid = null)
    {
        ShapeType type = shape.Type is ShapeType.Point or ShapeType.LineString or ShapeType.Polygon && @as == shape.Type + 3 ? @as : shape.Type;
        var writer = new Writer(output, shape, extendedSrid is not null);
        writer.Head(type, extendedSrid);
        writer.Body(type);
    }

    private readonly ref struct Writer(IBufferWriter<byte> output, Shape shape, bool extended)
    {
        public void Head(ShapeType type, int? srid = null)
        {
            uint code = (uint)type;
            if (shape.HasHeights) code += extended ? 0x8000_0000 : 1000;
            if (srid is not null) code |= 0x2000_0000;
            Span<byte> head = output.GetSpan(9);
            head[0] = 1;
            BinaryPrimitives.WriteUInt32LittleEndian(head[1..], code);
            if (srid is { } number) BinaryPrimitives.WriteInt32LittleEndian(head[5..], number);
            output.Advance(srid is null ? 5 : 9);
        }

        public void Body(ShapeType type)
        {
            switch (type)
            {
                case ShapeType.Point:
                    if (shape.PositionCount == 0) EmptyPoint();
                    else Positions(0, 1);
                    break;
                case ShapeType.LineString:
                    Count(shape.PositionCount);
                    Positions(0, shape.PositionCount);
                    break;
                case ShapeType.Polygon:
                    Rings(0, shape.PartEnds.Length);
                    break;
                case ShapeType.MultiPoint or ShapeType.MultiLineString:
                    Parts(type);
                    break;
                case ShapeType.MultiPolygon:
                    Polygons();
                    break;
                case ShapeType.GeometryCollection:
                    Count(shape.Members.Count);
                    foreach (Shape member in shape.Members)
                    {
                        var inner = new Writer(output, member, extended);
                        inner.Head(member.Type);
                        inner.Body(member.Type);
                    }
                    break;
                default:
                    throw new ArgumentException($"A shape of type {type} cannot be written.");
            }
        }

        private void Parts(ShapeType type)
        {
            Count(shape.PartEnds.Length);
            for (int part = 0; part < shape.PartEnds.Length; part++)
            {
                Head(type - 3);
                int from = Start(part), count = shape.PartEnds[part] - from;
                if (type == ShapeType.MultiLineString) Count(count);
                Positions(from, count);
            }
        }

        private void Polygons()
        {
            Count(shape.PolygonEnds.Length);
            int first = 0;
            foreach (int end in shape.PolygonEnds)
            {
                Head(ShapeType.Polygon);
                Rings(first, end);
                first = end;
            }
        }

        private void Rings(int first, int end)
        {
            Count(end - first);
            for (int ring = first; ring < end; ring++)
            {
                int from = Start(ring);
                Count(shape.PartEnds[ring] - from);
                Positions(from, shape.PartEnds[ring] - from);
            }
        }

        private void Positions(int from, int count)
        {
            int each = shape.HasHeights ? 24 : 16;
            Span<byte> bytes = output.GetSpan(count * each);
            for (int i = 0; i < count; i++)
            {
                Span<byte> position = bytes.Slice(i * each, each);
                BinaryPrimitives.WriteDoubleLittleEndian(position, shape.Coordinates[2 * (from + i)]);
                BinaryPrimitives.WriteDoubleLittleEndian(position[8..], shape.Coordinates[2 * (from + i) + 1]);
                if (shape.HasHeights) BinaryPrimitives.WriteDoubleLittleEndian(position[16..], shape.Heights[from + i]);
            }
            output.Advance(count * each);
        }

        private void EmptyPoint()
        {
            int bytes = shape.HasHeights ? 24 : 16;
            Span<byte> position = output.GetSpan(bytes);
            for (int i = 0; i < bytes; i += 8) BinaryPrimitives.WriteDoubleLittleEndian(position[i..], double.NaN);
            output.Advance(bytes);
        }

        private void Count(int count)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(output.GetSpan(4), (uint)count);
            output.Advance(4);
        }

        private int Start(int part) => part == 0 ? 0 : shape.PartEnds[part - 1];
    }
}
