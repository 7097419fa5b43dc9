using System.Text.Json;
using GeoServe.Core.Geometries;
using GeoServe.Sources.Files;

namespace GeoServe.Sources.GeoJson;

/// <summary>
/// Reads a geometry object (RFC 7946, 3.1), its members in any order. A third number of a position is its height, further ones are left out. Rings are closed; one
/// of fewer than four positions is none (3.1.6) and left out. Not safe for concurrent use.
/// </summary>
internal sealed class GeoJsonGeometry(ShapeType fileType)
{
    private const int MaxDepth = 32;

    private readonly List<double> _part = [];

    /// <summary>What was left out; null for nothing.</summary>
    public string? Missing { get; set; }

    /// <summary>Reads a geometry.</summary>
    /// <param name="reader">At its brace; left at the end of it.</param>
    /// <param name="shape">Filled anew.</param>
    /// <param name="depth">How deep in collections.</param>
    /// <returns>Null, or what is wrong; the reader is then anywhere.</returns>
    public string? Read(ref Utf8JsonReader reader, Shape shape, int depth)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return "its geometry is no object";
        if (depth > MaxDepth) return $"its collections are nested deeper than {MaxDepth}";
        ShapeType? type = null;
        Utf8JsonReader coordinates = default;
        bool found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String) return "the type of its geometry is no text";
                type = TypeOf(ref reader);
                if (type is null) return $"the type of its geometry, '{reader.GetString()}', is unknown";
            }
            else if (reader.ValueTextEquals("coordinates"u8) || reader.ValueTextEquals("geometries"u8))
            {
                reader.Read();
                // Kept, since the type may come behind them.
                coordinates = reader;
                found = true;
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
        if (type is null) return "its geometry has no type";
        if (!found || coordinates.TokenType == JsonTokenType.Null)
        {
            shape.Reset(TypeGuess.Fit(type.Value, fileType));
            return found ? null : "its geometry has no coordinates";
        }
        return type == ShapeType.GeometryCollection ? ReadMembers(ref coordinates, shape, depth) : ReadCoordinates(ref coordinates, shape, type.Value);
    }

    private string? ReadMembers(ref Utf8JsonReader reader, Shape shape, int depth)
    {
        shape.Reset(ShapeType.GeometryCollection);
        if (reader.TokenType != JsonTokenType.StartArray) return "the members of its collection are no list";
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var member = new Shape();
            // A member keeps its own type: it is not the file's.
            if (new GeoJsonGeometry(ShapeType.Geometry).Read(ref reader, member, depth + 1) is { } fault) return fault;
            shape.AddMember(member);
        }
        return null;
    }

    private string? ReadCoordinates(ref Utf8JsonReader reader, Shape shape, ShapeType type)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return "its coordinates are no list";
        shape.Reset(TypeGuess.Fit(type, fileType), CountNumbers(reader) > 2);
        switch (type)
        {
            case ShapeType.Point:
                _part.Clear();
                if (ReadPosition(ref reader) is { } pointFault) return pointFault == NoPosition ? null : pointFault;
                Write(shape);
                return null;
            case ShapeType.MultiPoint:
                return ReadPoints(ref reader, shape);
            case ShapeType.LineString:
                return ReadLine(ref reader, shape, least: 2, isRing: false, name: "its line", out _);
            case ShapeType.MultiLineString:
                return ReadList(ref reader, shape, static (ref reader, self, shape, number) => self.ReadLine(ref reader, shape, 2, false, $"line {number}", out _));
            case ShapeType.Polygon:
                return ReadPolygon(ref reader, shape, "");
            default:
                return ReadList(ref reader, shape, static (ref reader, self, shape, number) => self.ReadPolygon(ref reader, shape, $" of polygon {number}"));
        }
    }

    private delegate string? Part(ref Utf8JsonReader reader, GeoJsonGeometry self, Shape shape, int number);

    private string? ReadList(ref Utf8JsonReader reader, Shape shape, Part part)
    {
        int number = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (part(ref reader, this, shape, ++number) is { } fault) return fault;
        }
        return number > 0 && shape.IsEmpty && Missing is not null ? Missing.Replace(" and is left out", "", StringComparison.Ordinal) : null;
    }

    private string? ReadPoints(ref Utf8JsonReader reader, Shape shape)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            _part.Clear();
            if (ReadPosition(ref reader) is { } fault) return fault;
            Write(shape);
        }
        return null;
    }

    private string? ReadPolygon(ref Utf8JsonReader reader, Shape shape, string of)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return "its coordinates are not nested deep enough for its type";
        int rings = 0;
        bool hasShell = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            rings++;
            if (ReadLine(ref reader, rings == 1 || hasShell ? shape : null, least: 4, isRing: true, name: $"ring {rings}{of}", out bool isKept) is { } fault) return fault;
            hasShell |= rings == 1 && isKept;
        }
        if (of.Length == 0 && rings > 0 && !hasShell) return Missing?.Replace(" and is left out", "", StringComparison.Ordinal);
        shape.EndPolygon();
        return null;
    }

    private string? ReadLine(ref Utf8JsonReader reader, Shape? shape, int least, bool isRing, string name, out bool isKept)
    {
        isKept = false;
        if (reader.TokenType != JsonTokenType.StartArray) return "its coordinates are not nested deep enough for its type";
        _part.Clear();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadPosition(ref reader) is { } fault) return fault;
        }
        int read = _part.Count / 3;
        if (read == 0 && !isRing) return null;
        if (isRing && read > 0 && (_part[0] != _part[^3] || _part[1] != _part[^2])) _part.AddRange([_part[0], _part[1], _part[2]]);
        if (_part.Count / 3 < least)
        {
            string few = $"{name} has {read} position{(read == 1 ? "" : "s")}";
            if (!isRing && name == "its line") return few;
            if (read > 0) Missing ??= $"{few} and is left out";
            return null;
        }
        if (shape is not null) Write(shape);
        isKept = true;
        return null;
    }

    private const string NoPosition = "a position has no numbers";

    private string? ReadPosition(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return "its coordinates are not nested deep enough for its type";
        double x = 0, y = 0, z = double.NaN;
        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number) return reader.TokenType == JsonTokenType.StartArray ? "its coordinates are nested too deep for its type" : "a coordinate is no number";
            double number = reader.GetDouble();
            if (count < 2 && !double.IsFinite(number)) return "a coordinate is no finite number";
            switch (count++)
            {
                case 0: x = number; break;
                case 1: y = number; break;
                case 2: z = number; break;
            }
        }
        if (count < 2) return count == 0 ? NoPosition : "a position has 1 number";
        _part.Add(x);
        _part.Add(y);
        _part.Add(z);
        return null;
    }

    private void Write(Shape shape)
    {
        for (int i = 0; i + 2 < _part.Count; i += 3)
        {
            if (shape.HasHeights) shape.Add(_part[i], _part[i + 1], _part[i + 2]);
            else shape.Add(_part[i], _part[i + 1]);
        }
        shape.EndPart();
    }

    // Of the first position: on a copy of the reader.
    private static int CountNumbers(Utf8JsonReader reader)
    {
        int count = 0;
        do
        {
            if (reader.TokenType == JsonTokenType.Number) count++;
            else if (count > 0 || reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.EndArray)) break;
        }
        while (reader.Read());
        return count;
    }

    private static ShapeType? TypeOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("Point"u8) ? ShapeType.Point
        : reader.ValueTextEquals("LineString"u8) ? ShapeType.LineString
        : reader.ValueTextEquals("Polygon"u8) ? ShapeType.Polygon
        : reader.ValueTextEquals("MultiPoint"u8) ? ShapeType.MultiPoint
        : reader.ValueTextEquals("MultiLineString"u8) ? ShapeType.MultiLineString
        : reader.ValueTextEquals("MultiPolygon"u8) ? ShapeType.MultiPolygon
        : reader.ValueTextEquals("GeometryCollection"u8) ? ShapeType.GeometryCollection
        : null;
}
