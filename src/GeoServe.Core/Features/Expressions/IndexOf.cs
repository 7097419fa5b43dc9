using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>Where the item stands first in a list, or the part in a text (in code points), from a start on; -1 for nowhere, null for no haystack.</summary>
public sealed record IndexOf(Expression Item, Expression Haystack, Expression? Start) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Start is null ? [Item, Haystack] : [Item, Haystack, Start];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new IndexOf(parts[0], parts[1], parts.Length > 2 ? parts[2] : null);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        Value item = Item.Evaluate(context), haystack = Haystack.Evaluate(context);
        long from = 0;
        if (Start is not null)
        {
            Value start = Start.Evaluate(context);
            if (!start.IsNumber) return Value.Null;
            from = (long)Math.Clamp(start.AsNumber(), int.MinValue, int.MaxValue);
        }
        if (haystack.Kind == ValueKind.Text)
        {
            string text = haystack.AsText();
            int found = text.IndexOf(ValueText.Of(item), CodePoints.Offset(text, from), StringComparison.Ordinal);
            return Value.Of(found < 0 ? -1 : CodePoints.Count(text.AsSpan(0, found)));
        }
        if (haystack.Kind != ValueKind.List) return Value.Null;
        ReadOnlySpan<Value> list = haystack.AsList();
        for (long i = from < 0 ? Math.Max(0, list.Length + from) : from; i < list.Length; i++)
        {
            if (Comparison.AreEqual(list[(int)i], item)) return Value.Of(i);
        }
        return Value.Of(-1L);
    }
}
