using GeoServe.Core.Queries.Conditions;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace GeoServe.Core.Queries.Cql2;

/// <summary>Reads geometries: well-known text and BBOX (OGC 21-065r2, Annex B, spatialInstance), in longitude and latitude. Heights are left out.</summary>
internal sealed class Cql2ShapeParser(Cql2Tokens tokens)
{
    private static readonly GeometryFactory Make = GeometryFactory.Default;

    /// <summary>True where a geometry begins.</summary>
    public bool IsAtShape => tokens.Current.Kind == Cql2TokenKind.Word && IsTag(tokens.Current.Text)
        && (tokens.Following.IsSymbol("(") || tokens.Following.IsWord("Z") || tokens.Following.IsWord("M") || tokens.Following.IsWord("ZM") || tokens.Following.IsWord("EMPTY"));

    /// <summary>True for a word that begins a geometry where a bracket follows.</summary>
    public static bool IsTag(string word) => word.ToUpperInvariant()
        is "POINT" or "LINESTRING" or "POLYGON" or "MULTIPOINT" or "MULTILINESTRING" or "MULTIPOLYGON" or "GEOMETRYCOLLECTION" or "BBOX" or "ENVELOPE";

    /// <summary>Reads the geometry at hand.</summary>
    /// <exception cref="RequestException">It is none, not valid, or not on the Earth.</exception>
    public SearchShape Parse()
    {
        int position = tokens.Current.Position;
        Geometry geometry = Tagged();
        var validity = new IsValidOp(geometry);
        return validity.IsValid
            ? new SearchShape(geometry)
            : throw Cql2Faults.At(position, $"the geometry is not valid: {validity.ValidationError.Message} at {validity.ValidationError.Coordinate.X} {validity.ValidationError.Coordinate.Y}.");
    }

    private Geometry Tagged()
    {
        Cql2Token tag = tokens.Take();
        if (!tokens.TakesWord("Z") && !tokens.TakesWord("ZM")) tokens.TakesWord("M");
        return tag.Text.ToUpperInvariant() switch
        {
            "POINT" => Make.CreatePoint(Single(tokens.Current)),
            "LINESTRING" => Line(),
            "POLYGON" => Polygon(),
            "MULTIPOINT" => Make.CreateMultiPointFromCoords(List(() => tokens.Current.IsSymbol("(") ? Single(tokens.Current) : Position())),
            "MULTILINESTRING" => Make.CreateMultiLineString(List(Line)),
            "MULTIPOLYGON" => Make.CreateMultiPolygon(List(Polygon)),
            "GEOMETRYCOLLECTION" => Make.CreateGeometryCollection(List(Member)),
            _ => Box(tag),
        };
    }

    private Geometry Member() => IsAtShape && !tokens.Current.IsWord("BBOX") ? Tagged() : throw Cql2Faults.Expected("a geometry such as POINT(106.5 29.5)", tokens.Current);

    private Coordinate Single(Cql2Token at)
    {
        Coordinate[] positions = List(Position);
        return positions.Length == 1 ? positions[0] : throw Cql2Faults.At(at.Position, "a point has one position.");
    }

    private LineString Line()
    {
        Cql2Token at = tokens.Current;
        Coordinate[] positions = List(Position);
        return positions.Length >= 2 ? Make.CreateLineString(positions) : throw Cql2Faults.At(at.Position, "a line has two positions or more.");
    }

    private Polygon Polygon()
    {
        LinearRing[] rings = List(Ring);
        return Make.CreatePolygon(rings[0], rings[1..]);
    }

    private LinearRing Ring()
    {
        Cql2Token at = tokens.Current;
        Coordinate[] positions = List(Position);
        return positions.Length >= 4 && positions[0].Equals2D(positions[^1])
            ? Make.CreateLinearRing(positions)
            : throw Cql2Faults.At(at.Position, "a ring has four positions or more, and its last one is its first.");
    }

    private Geometry Box(in Cql2Token tag)
    {
        double[] numbers = List(tokens.RequireSignedNumber);
        if (numbers.Length is not (4 or 6)) throw Cql2Faults.At(tag.Position, "BBOX has west, south, east and north (or these with two heights).");
        (double west, double south, double east, double north) = numbers.Length == 4
            ? (numbers[0], numbers[1], numbers[2], numbers[3])
            : (numbers[0], numbers[1], numbers[3], numbers[4]);
        OnEarth(tag, west, south);
        OnEarth(tag, east, north);
        if (south > north) throw Cql2Faults.At(tag.Position, $"BBOX's south, {south}, is above its north, {north}.");
        // West above east: the box goes over the antimeridian (RFC 7946, 5.2).
        return west <= east
            ? Make.ToGeometry(new Envelope(west, east, south, north))
            : Make.BuildGeometry([Make.ToGeometry(new Envelope(west, 180, south, north)), Make.ToGeometry(new Envelope(-180, east, south, north))]);
    }

    private Coordinate Position()
    {
        Cql2Token at = tokens.Current;
        double x = tokens.RequireSignedNumber(), y = tokens.RequireSignedNumber();
        for (int more = 0; more < 2 && !tokens.Current.IsSymbol(",") && !tokens.Current.IsSymbol(")"); more++) tokens.RequireSignedNumber();
        OnEarth(at, x, y);
        return new Coordinate(x, y);
    }

    private static void OnEarth(in Cql2Token at, double x, double y)
    {
        if (Math.Abs(x) > 180 || Math.Abs(y) > 90) throw Cql2Faults.At(at.Position, $"{x} {y} is not on the Earth: longitude, -180 to 180, comes first, then latitude, -90 to 90.");
    }

    private T[] List<T>(Func<T> item)
    {
        if (tokens.Current.IsWord("EMPTY")) throw Cql2Faults.At(tokens.Current.Position, "an empty geometry meets nothing.");
        tokens.RequireSymbol("(");
        tokens.Enter();
        var items = new List<T>();
        do items.Add(item());
        while (tokens.TakesSymbol(","));
        tokens.Leave();
        if (!tokens.TakesSymbol(")")) throw Cql2Faults.Expected("',' or ')'", tokens.Current);
        return [.. items];
    }
}
