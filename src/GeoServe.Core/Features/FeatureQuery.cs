using System.Collections.Immutable;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Features;

/// <summary>
/// Which features of a source, and what of them. Conditions are joined by "and". Rows come in the order of the key, or of the
/// row's position in the source where there is no key: the same at each call as long as the data are.
/// </summary>
public sealed record FeatureQuery
{
    /// <summary>Everything.</summary>
    public static FeatureQuery All { get; } = new();

    /// <summary>In the CRS of the source, x east; a feature whose box meets it is given. Null: all. Features without geometry never meet a box.</summary>
    public Box? Box { get; init; }

    /// <summary>Keys as text, as <see cref="FeatureId.ToString"/> writes them; one that is not there gives no row. Null: all.</summary>
    public ImmutableArray<string>? Ids { get; init; }

    /// <summary>A condition on attributes, bound to the source's schema; a feature is given where it is true. Null: all.</summary>
    public Expression? Filter { get; init; }

    /// <summary>Indexes of the columns to give, in this order; null gives all in the schema's order.</summary>
    public ImmutableArray<int>? Columns { get; init; }

    /// <summary>False where the geometry is not needed; the shape is then null.</summary>
    public bool WithGeometry { get; init; } = true;

    /// <summary>How many matching rows to leave out first, not negative.</summary>
    public long Offset { get; init; }

    /// <summary>How many rows to give at most, not negative; null: all.</summary>
    public long? Limit { get; init; }
}
