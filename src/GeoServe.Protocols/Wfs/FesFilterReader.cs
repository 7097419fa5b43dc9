using System.Globalization;
using System.Text;
using System.Xml.Linq;
using GeoServe.Core;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Queries.Conditions;
using GeoServe.Protocols.Features;

namespace GeoServe.Protocols.Wfs;

/// <summary>
/// Reads filters of Filter Encoding 2.0 (OGC 09-026r2): comparisons of a property with a literal, like, null, nil, between; and, or, not; ResourceId
/// alone; BBOX alone or in an outer "and". Anything else is refused, never left out.
/// </summary>
internal sealed class FesFilterReader(FeatureSchema schema)
{
    private const string Locator = "filter";

    private static readonly XNamespace Fes = WfsNames.Fes;
    private static readonly XNamespace Gml = GmlNames.Gml;

    /// <summary>Reads the parameter FILTER.</summary>
    /// <exception cref="RequestException">It is no filter, or one that is not offered.</exception>
    public FesFilter ReadText(string text)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return Read(WfsRequestBody.Parse(bytes, Locator));
    }

    /// <summary>Reads the element fes:Filter.</summary>
    /// <exception cref="RequestException">It is no filter, or one that is not offered.</exception>
    public FesFilter Read(XElement filter)
    {
        if (filter.Name != Fes + "Filter") throw Malformed(filter, "a filter is an element fes:Filter");
        XElement[] children = [.. filter.Elements()];
        if (children.Length > 0 && children.All(child => child.Name == Fes + "ResourceId"))
        {
            return new FesFilter([.. children.Select(child => Attribute(child, "rid"))], null, null);
        }
        if (children.Length != 1) throw Malformed(filter, "it has one operator");
        XElement[] joined = children[0].Name == Fes + "And" ? [.. Several(children[0])] : children;
        XElement[] boxes = [.. joined.Where(IsBox)];
        XElement[] conditions = [.. joined.Where(element => !IsBox(element))];
        Box? box = null;
        foreach (XElement element in boxes) box = box is { } first ? first.Intersection(ReadBox(element)) : ReadBox(element);
        return new FesFilter(null, box, conditions.Length switch
        {
            0 => null,
            1 => ReadCondition(conditions[0]),
            _ => new AllConditions([.. conditions.Select(ReadCondition)]),
        });

        static bool IsBox(XElement element) => element.Name == Fes + "BBOX";
    }

    private Expression ReadCondition(XElement element)
    {
        if (element.Name.Namespace != Fes) throw Malformed(element, $"operators are in namespace {WfsNames.Fes}");
        return element.Name.LocalName switch
        {
            "And" => new AllConditions([.. Several(element).Select(ReadCondition)]),
            "Or" => new AnyCondition([.. Several(element).Select(ReadCondition)]),
            "Not" => new Not(ReadCondition(element.Elements().SingleOrDefault() ?? throw Malformed(element, "it has one operator"))),
            "PropertyIsEqualTo" => ReadComparison(element, ComparisonOperator.Equal, ComparisonOperator.Equal),
            "PropertyIsNotEqualTo" => ReadComparison(element, ComparisonOperator.NotEqual, ComparisonOperator.NotEqual),
            "PropertyIsLessThan" => ReadComparison(element, ComparisonOperator.Less, ComparisonOperator.Greater),
            "PropertyIsLessThanOrEqualTo" => ReadComparison(element, ComparisonOperator.LessOrEqual, ComparisonOperator.GreaterOrEqual),
            "PropertyIsGreaterThan" => ReadComparison(element, ComparisonOperator.Greater, ComparisonOperator.Less),
            "PropertyIsGreaterThanOrEqualTo" => ReadComparison(element, ComparisonOperator.GreaterOrEqual, ComparisonOperator.LessOrEqual),
            "PropertyIsBetween" => ReadBetween(element),
            "PropertyIsLike" => ReadLike(element),
            "PropertyIsNull" or "PropertyIsNil" => ReadNull(element),
            _ => throw new RequestException(RequestFault.ParsingFailed, Locator, $"The operator {element.Name.LocalName} is not offered here."),
        };
    }

    private ColumnComparison ReadComparison(XElement element, ComparisonOperator straight, ComparisonOperator turned)
    {
        if (element.Elements().ToArray() is not [var first, var second]) throw Malformed(element, "it has two operands");
        bool isTurned = first.Name == Fes + "Literal";
        if ((isTurned ? second : first).Name != Fes + "ValueReference" || (isTurned ? first : second).Name != Fes + "Literal")
        {
            throw Malformed(element, "a property (ValueReference) is compared with a Literal");
        }
        Column column = RequireColumn(isTurned ? second : first, out int index);
        bool matchCase = (string?)element.Attribute("matchCase") is not ("false" or "0");
        return new ColumnComparison(column.Name, index, isTurned ? turned : straight, ReadLiteral(isTurned ? first : second, column), matchCase);
    }

    private AllConditions ReadBetween(XElement element)
    {
        Column column = RequireColumn(Child(element, "ValueReference"), out int index);
        Value lower = ReadLiteral(Child(Child(element, "LowerBoundary"), "Literal"), column);
        Value upper = ReadLiteral(Child(Child(element, "UpperBoundary"), "Literal"), column);
        return new AllConditions(
        [
            new ColumnComparison(column.Name, index, ComparisonOperator.GreaterOrEqual, lower), new ColumnComparison(column.Name, index, ComparisonOperator.LessOrEqual, upper),
        ]);
    }

    private ColumnIsLike ReadLike(XElement element)
    {
        Column column = RequireColumn(Child(element, "ValueReference"), out int index);
        var pattern = LikePattern.Parse(
            Child(element, "Literal").Value, Character(element, "wildCard"), Character(element, "singleChar"), Character(element, "escapeChar"),
            (string?)element.Attribute("matchCase") is not ("false" or "0"));
        return new ColumnIsLike(column.Name, index, pattern);
    }

    private Expression ReadNull(XElement element)
    {
        XElement reference = Child(element, "ValueReference");
        int index = RequireProperty(reference);
        return index switch
        {
            >= 0 => new ColumnHasNoValue(schema.Columns[index].Name, index),
            WfsNames.Geometry => new GeometryIsMissing(),
            _ when IsBoundedBy(reference) => new GeometryIsMissing(),
            // gml:name and its like: no feature here has one.
            _ => new Literal(Value.Of(true)),
        };
    }

    private Box ReadBox(XElement element)
    {
        if (element.Element(Fes + "ValueReference") is { } reference && RequireProperty(reference) != WfsNames.Geometry && !IsBoundedBy(reference))
        {
            throw new RequestException(RequestFault.InvalidParameter, Locator, $"Property '{reference.Value.Trim()}' is no geometry; BBOX wants one.");
        }
        XElement envelope = element.Element(Gml + "Envelope") ?? throw Malformed(element, "it holds a gml:Envelope");
        CrsReference crs = (string?)envelope.Attribute("srsName") is { Length: > 0 } name ? WfsCrs.Require(name, Locator) : new CrsReference(schema.Crs, AuthorityOrder: true);
        double[] lower = Corner(envelope, "lowerCorner"), upper = Corner(envelope, "upperCorner");
        Box box = crs.NorthFirst ? new Box(lower[1], lower[0], upper[1], upper[0]) : new Box(lower[0], lower[1], upper[0], upper[1]);
        return box.IsEmpty ? throw Malformed(envelope, "the lower corner is below the upper one") : CrsRegistry.Between(crs.Crs, schema.Crs).Transform(box);
    }

    private static double[] Corner(XElement envelope, string name)
    {
        string[] words = (envelope.Element(Gml + name)?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        double[] numbers = [.. words.Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        return numbers.Length is 2 or 3 && numbers.All(double.IsFinite) ? numbers : throw Malformed(envelope, $"{name} has two or three numbers");
    }

    private Column RequireColumn(XElement reference, out int index)
    {
        index = RequireProperty(reference);
        return index >= 0 ? schema.Columns[index] : throw NoOperand(reference.Parent!, reference);
    }

    private int RequireProperty(XElement reference) => WfsNames.RequireProperty(Qualified(reference), schema, Locator);

    // Prefixes are the request's own: only GML's matters, the rest is a path to a property of ours.
    private static string Qualified(XElement reference)
    {
        string path = reference.Value.Trim(), last = path[(path.LastIndexOf('/') + 1)..];
        int colon = last.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && reference.GetNamespaceOfPrefix(last[..colon])?.NamespaceName == GmlNames.Gml ? $"gml:{last[(colon + 1)..]}" : path;
    }

    private static bool IsBoundedBy(XElement reference) => Qualified(reference) == "gml:boundedBy";

    private static Value ReadLiteral(XElement literal, Column column)
    {
        string text = column.Kind == ValueKind.Text ? literal.Value : literal.Value.Trim();
        return column.Kind switch
        {
            ValueKind.Text => Value.Of(text),
            ValueKind.Integer when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => Value.Of(whole),
            ValueKind.Integer or ValueKind.Real when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) => Value.Of(real),
            ValueKind.Boolean when text is "true" or "1" => Value.Of(true),
            ValueKind.Boolean when text is "false" or "0" => Value.Of(false),
            ValueKind.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) => Value.Of(date),
            ValueKind.Instant when DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset instant) => Value.Of(instant),
            ValueKind.Bytes when Convert.TryFromBase64String(text, new byte[text.Length], out _) => Value.Of(Convert.FromBase64String(text)),
            _ => throw new RequestException(RequestFault.InvalidParameter, Locator, $"'{text}' is no value of property '{column.Name}', whose type is {GmlNames.TypeOf(column.Kind)}."),
        };
    }

    private static Rune Character(XElement element, string name)
    {
        Rune[] runes = [.. Attribute(element, name).EnumerateRunes()];
        return runes.Length == 1 ? runes[0] : throw Malformed(element, $"{name} is one character");
    }

    private static XElement Child(XElement element, string name) => element.Element(Fes + name) ?? throw Malformed(element, $"it has an element {name}");

    private static string Attribute(XElement element, string name) => (string?)element.Attribute(name) ?? throw Malformed(element, $"it has an attribute {name}");

    private static XElement[] Several(XElement element) =>
        element.Elements().ToArray() is { Length: >= 2 } operators ? operators : throw Malformed(element, "it joins two operators or more");

    private static RequestException Malformed(XElement element, string rule) =>
        new(RequestFault.ParsingFailed, Locator, $"Element {element.Name.LocalName} of the filter cannot be read: {rule}.");

    // OGC 09-025r2, Table 3: a filter that can be read and not be carried out.
    private static RequestException NoOperand(XElement element, XElement reference) =>
        new(RequestFault.ProcessingFailed, Locator, $"{element.Name.LocalName} cannot be carried out on '{reference.Value.Trim()}'.");
}
