using System.Globalization;
using GeoServe.Core.Geometries;

namespace GeoServe.Sources.WellKnownText;

/// <summary>
/// Reads well-known text (OGC 06-103r4, 7) into a <see cref="Shape"/>: all seven types, Z kept and M left out, <c>EMPTY</c>, a leading <c>SRID=4326;</c> of
/// PostGIS passed over, capitals or not.
/// </summary>
internal ref struct WktReader
{
    private const int MaxDepth = 32;

    private readonly ReadOnlySpan<char> _text;
    private int _at;
    private string? _fault;

    private WktReader(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Fills <paramref name="shape"/> anew.</summary>
    /// <returns>Null, or what is wrong; the shape is then of no use.</returns>
    public static string? Read(ReadOnlySpan<char> text, Shape shape)
    {
        text = text.Trim();
        if (text.StartsWith("SRID=", StringComparison.OrdinalIgnoreCase) && text.IndexOf(';') is > 0 and int end) text = text[(end + 1)..];
        var reader = new WktReader(text);
        if (!reader.ReadGeometry(shape, depth: 0)) return reader._fault;
        reader.SkipSpace();
        return reader._at < text.Length ? "there is text behind the geometry" : null;
    }

    /// <summary>True where a text begins as one of a geometry does.</summary>
    public static bool LooksLikeIt(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        if (text.StartsWith("SRID=", StringComparison.OrdinalIgnoreCase)) return true;
        int end = 0;
        while (end < text.Length && char.IsAsciiLetter(text[end])) end++;
        return end > 0 && TypeOf(text[..end]) is not null;
    }

    private bool ReadGeometry(Shape shape, int depth)
    {
        if (depth > MaxDepth) return Fault($"its collections are nested deeper than {MaxDepth}");
        ReadOnlySpan<char> word = Word();
        bool hasZ = false, hasM = false;
        ShapeType? type = TypeOf(word);
        if (type is null && word.Length > 1)
        {
            // POINTZ, POINTZM: the dimensions may stand without a space.
            hasM = word[^1] is 'M' or 'm';
            if (hasM) word = word[..^1];
            hasZ = word[^1] is 'Z' or 'z';
            if (hasZ) word = word[..^1];
            type = TypeOf(word);
        }
        if (type is null) return Fault(word.Length == 0 ? "it begins with no type, such as POINT" : $"its type '{word}' is unknown");
        word = Word();
        bool isZm = word.Equals("ZM", StringComparison.OrdinalIgnoreCase);
        bool isZ = isZm || word.Equals("Z", StringComparison.OrdinalIgnoreCase), isM = isZm || word.Equals("M", StringComparison.OrdinalIgnoreCase);
        (hasZ, hasM) = (hasZ || isZ, hasM || isM);
        if (isZ || isM) word = Word();
        bool isEmpty = word.Equals("EMPTY", StringComparison.OrdinalIgnoreCase);
        if (!isEmpty && word.Length > 0) return Fault($"'{word}' is not expected behind {type}");
        // Numbers tell too: POINT (1 2 3) has a height.
        var sizes = new Dimensions(hasZ, hasM, Fixed: hasZ || hasM);
        if (!isEmpty && !sizes.Fixed && CountNumbers() is var numbers and > 2) sizes = new Dimensions(true, numbers > 3, Fixed: true);
        shape.Reset(type.Value, sizes.HasZ);
        if (isEmpty) return true;
        return type switch
        {
            ShapeType.Point => ReadPositions(shape, sizes) && End(shape),
            ShapeType.LineString => ReadPositions(shape, sizes) && End(shape),
            ShapeType.Polygon => ReadRings(shape, sizes),
            ShapeType.MultiPoint => ReadPoints(shape, sizes),
            ShapeType.MultiLineString => ReadList(shape, sizes, static (ref reader, shape, sizes) => reader.ReadPositions(shape, sizes) && End(shape)),
            ShapeType.MultiPolygon => ReadList(shape, sizes, static (ref reader, shape, sizes) => reader.ReadRings(shape, sizes)),
            _ => ReadMembers(shape, depth),
        };
    }

    private delegate bool Part(ref WktReader reader, Shape shape, Dimensions sizes);

    private bool ReadList(Shape shape, Dimensions sizes, Part part)
    {
        if (!Take('(')) return Expected('(');
        do
        {
            if (Word() is { Length: > 0 } word)
            {
                if (!word.Equals("EMPTY", StringComparison.OrdinalIgnoreCase)) return Fault($"'{word}' is not expected here");
            }
            else if (!part(ref this, shape, sizes))
            {
                return false;
            }
        }
        while (Take(','));
        return Take(')') || Expected(')');
    }

    private bool ReadRings(Shape shape, Dimensions sizes)
    {
        if (!ReadList(shape, sizes, static (ref reader, shape, sizes) => reader.ReadPositions(shape, sizes) && End(shape))) return false;
        shape.EndPolygon();
        return true;
    }

    // MULTIPOINT ((1 2), (3 4)) and the older MULTIPOINT (1 2, 3 4).
    private bool ReadPoints(Shape shape, Dimensions sizes)
    {
        if (!Take('(')) return Expected('(');
        do
        {
            if (Word() is { Length: > 0 }) continue;
            bool inner = Take('(');
            if (!ReadPosition(shape, sizes) || (inner && !Take(')'))) return Expected(')');
            shape.EndPart();
        }
        while (Take(','));
        return Take(')') || Expected(')');
    }

    private bool ReadMembers(Shape shape, int depth)
    {
        if (!Take('(')) return Expected('(');
        do
        {
            var member = new Shape();
            if (!ReadGeometry(member, depth + 1)) return false;
            shape.AddMember(member);
        }
        while (Take(','));
        return Take(')') || Expected(')');
    }

    private bool ReadPositions(Shape shape, Dimensions sizes)
    {
        if (!Take('(')) return Expected('(');
        do
        {
            if (!ReadPosition(shape, sizes)) return false;
        }
        while (Take(','));
        return Take(')') || Expected(')');
    }

    private bool ReadPosition(Shape shape, Dimensions sizes)
    {
        if (!Number(out double x) || !Number(out double y)) return Fault("a position has no two numbers");
        double z = double.NaN;
        if (sizes.HasZ && !Number(out z)) return Fault("a position has no height");
        if (sizes.HasM && !Number(out _)) return Fault("a position has no measure");
        if (!double.IsFinite(x) || !double.IsFinite(y)) return Fault("a coordinate is no finite number");
        if (sizes.HasZ) shape.Add(x, y, z);
        else shape.Add(x, y);
        return true;
    }

    private readonly int CountNumbers()
    {
        WktReader ahead = this;
        while (ahead._at < ahead._text.Length && (ahead._text[ahead._at] is '(' or ',' || char.IsWhiteSpace(ahead._text[ahead._at]))) ahead._at++;
        int numbers = 0;
        while (ahead.Number(out _)) numbers++;
        return numbers;
    }

    private ReadOnlySpan<char> Word()
    {
        SkipSpace();
        int start = _at;
        while (_at < _text.Length && char.IsAsciiLetter(_text[_at])) _at++;
        return _text[start.._at];
    }

    private bool Number(out double number)
    {
        SkipSpace();
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.')) _at++;
        return double.TryParse(_text[start.._at], NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private bool Take(char wanted)
    {
        SkipSpace();
        if (_at >= _text.Length || _text[_at] != wanted) return false;
        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    private bool Expected(char wanted) => Fault($"'{wanted}' is expected at character {_at + 1}");

    private bool Fault(string fault)
    {
        _fault ??= fault;
        return false;
    }

    private static bool End(Shape shape)
    {
        shape.EndPart();
        return true;
    }

    private static ShapeType? TypeOf(ReadOnlySpan<char> word)
    {
        for (ShapeType type = ShapeType.Point; type <= ShapeType.GeometryCollection; type++)
        {
            if (word.Equals(type.ToString(), StringComparison.OrdinalIgnoreCase)) return type;
        }
        return null;
    }

    private readonly record struct Dimensions(bool HasZ, bool HasM, bool Fixed);
}
