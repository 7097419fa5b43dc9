using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Sources.Sql;

/// <summary>
/// What a query needs of each row, and what remains to be done with the rows once the database has given them: the part of
/// the filter that it did not take, and then offset and limit too.
/// </summary>
internal sealed class RowPlan
{
    private readonly Expression? _residual;

    /// <param name="query">The query.</param>
    /// <param name="schema">The schema that its columns and filter are bound to.</param>
    /// <param name="residual">The part of the filter that is left to the reader; null where the database does it all.</param>
    public RowPlan(FeatureQuery query, FeatureSchema schema, Expression? residual)
    {
        _residual = residual;
        Output = query.Columns ?? [.. Enumerable.Range(0, schema.Columns.Length)];
        var fetched = new SortedSet<int>(Output);
        if (residual is not null)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            residual.CollectAttributes(names);
            fetched.UnionWith(names.Select(schema.IndexOf).Where(index => index >= 0));
        }
        Fetched = [.. fetched];
        WithGeometry = query.WithGeometry && schema.GeometryName is not null;
        FetchGeometry = (WithGeometry || residual is not null) && schema.GeometryName is not null;
        Offset = query.Offset;
        Limit = query.Limit;
    }

    /// <summary>Indexes of the columns that the caller wants, in the caller's order.</summary>
    public ImmutableArray<int> Output { get; }

    /// <summary>Indexes of the columns to select, ascending, each once.</summary>
    public ImmutableArray<int> Fetched { get; }

    /// <summary>True when the caller wants the geometry.</summary>
    public bool WithGeometry { get; }

    /// <summary>True when the geometry is to be selected.</summary>
    public bool FetchGeometry { get; }

    /// <summary>True when the database itself applies offset and limit.</summary>
    public bool LimitInDatabase => _residual is null;

    /// <summary>Matching rows to leave out first.</summary>
    public long Offset { get; }

    /// <summary>Most rows to give; null: all.</summary>
    public long? Limit { get; }

    /// <summary>True when the row passes what is left of the filter.</summary>
    /// <param name="row">The fetched values at their places in the schema.</param>
    /// <param name="shape">The geometry; null where there is none.</param>
    /// <param name="id">The key.</param>
    public bool Passes(ReadOnlySpan<Value> row, Shape? shape, FeatureId id) => _residual is null
        || _residual.Evaluate(new EvaluationContext(0, row, KindOf(shape), id.TileId)) is { Kind: ValueKind.Boolean } result && result.AsBoolean();

    /// <summary>The kind of a geometry. An empty one is none: it has no place, and no element in GML.</summary>
    public static GeometryKind KindOf(Shape? shape) => shape is null || shape.IsEmpty ? GeometryKind.None : shape.Type switch
    {
        ShapeType.Point or ShapeType.MultiPoint => GeometryKind.Point,
        ShapeType.LineString or ShapeType.MultiLineString => GeometryKind.Line,
        ShapeType.Polygon or ShapeType.MultiPolygon => GeometryKind.Polygon,
        // Of a collection the first member tells.
        ShapeType.GeometryCollection => shape.Members.Select(KindOf).FirstOrDefault(kind => kind != GeometryKind.None),
        _ => GeometryKind.None,
    };
}
