using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Queries.Cql2;

/// <summary>
/// A filter in CQL2 text (OGC 21-065r2): Basic CQL2, Advanced Comparison Operators, Case-insensitive Comparison, Basic Spatial Functions with
/// all types of geometry (S_INTERSECTS, S_DISJOINT), Temporal Functions, Property-Property Comparisons, Arithmetic Expressions. Geometries are in
/// longitude and latitude (CRS84). Anything else is refused, never left out. Immutable.
/// </summary>
/// <remarks>
/// A day and an instant are the same where the instant lies in the day, in UTC. A text beside a time is read as one. CASEI stands on both sides.
/// <c>geometry</c> means the features' geometry whatever its column is called, unless there is a column of that name.
/// </remarks>
public sealed class Cql2Filter
{
    /// <summary>Longest text of a filter, in UTF-16 units.</summary>
    public const int MaxLength = 4_000;

    private readonly Cql2Node _root;
    private readonly List<Cql2Node.Name> _names = [];

    private Cql2Filter(Cql2Node root)
    {
        _root = root;
        Cql2Names.Collect(root, _names);
        Names = [.. _names.Select(name => name.Text).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The attributes that it names, the geometry among them.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Reads a filter.</summary>
    /// <exception cref="RequestException">It is no CQL2 or uses what is not offered; the message has the column, counted from 1.</exception>
    public static Cql2Filter Parse(string text)
    {
        if (text.Length > MaxLength) throw new RequestException(RequestFault.TooLarge, Cql2Faults.Parameter, $"The filter has {text.Length} characters; {MaxLength} are allowed.");
        return new Cql2Filter(new Cql2Parser(new Cql2Tokens(text)).Parse());
    }

    /// <summary>True where a schema has all that the filter names.</summary>
    public bool Fits(FeatureSchema schema) => _names.TrueForAll(name => Has(schema, name.Text));

    /// <summary>The condition on a schema's columns, in normal form: the same for all filters that differ in spelling alone. A feature passes where it is true.</summary>
    /// <exception cref="RequestException">A name is not there, or a type does not fit.</exception>
    public Expression Bind(FeatureSchema schema) => Cql2NormalForm.Of(new Cql2Binder(schema).Condition(_root));

    /// <summary>The canonical text of a condition in normal form; reads back as the same condition.</summary>
    /// <param name="condition">Made by <see cref="Bind"/>.</param>
    public static string Write(Expression condition) => Cql2Writer.Write(condition);

    /// <summary>Why none of several schemas has all that the filter names.</summary>
    /// <param name="schemas">None of them fits.</param>
    public RequestException Misfit(IReadOnlyCollection<FeatureSchema> schemas)
    {
        Cql2Node.Name? unknown = _names.Find(name => !schemas.Any(schema => Has(schema, name.Text)));
        return unknown is null
            ? Cql2Faults.At(_names[0].Position, $"no collection has all of {string.Join(", ", Names)}.")
            : Cql2Binder.Unknown(unknown, schemas.SelectMany(schema => schema.Columns.Select(column => column.Name)));
    }

    private static bool Has(FeatureSchema schema, string name) => schema.IndexOf(name) >= 0 || Cql2Binder.IsGeometry(name, schema);
}
