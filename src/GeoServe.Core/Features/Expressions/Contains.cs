using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>
/// True where a list has the item, or a text the part (MapLibre's <c>in</c>). Null where the haystack is neither, or the item
/// neither text, number, truth value nor null.
/// </summary>
public sealed record Contains(Expression Item, Expression Haystack) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Item, Haystack];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new Contains(parts[0], parts[1]);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        Value item = Item.Evaluate(context), haystack = Haystack.Evaluate(context);
        if (haystack.Kind == ValueKind.List)
        {
            foreach (Value candidate in haystack.AsList())
            {
                if (Comparison.AreEqual(candidate, item)) return Value.Of(true);
            }
            return Value.Of(false);
        }
        if (haystack.Kind == ValueKind.Text) return Value.Of(haystack.AsText().Contains(ValueText.Of(item), StringComparison.Ordinal));
        return haystack.IsNull ? Value.Of(false) : Value.Null;
    }
}
