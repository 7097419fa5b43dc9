using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>Part of a text (in code points) or list, from a start up to, not with, an end; negative numbers count from the end. Null for anything else.</summary>
public sealed record Slice(Expression Of, Expression Start, Expression? End) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => End is null ? [Of, Start] : [Of, Start, End];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new Slice(parts[0], parts[1], parts.Length > 2 ? parts[2] : null);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        Value whole = Of.Evaluate(context), start = Start.Evaluate(context);
        long length = whole.Kind switch
        {
            ValueKind.Text => CodePoints.Count(whole.AsText()),
            ValueKind.List => whole.AsList().Length,
            _ => -1,
        };
        if (length < 0 || !start.IsNumber) return Value.Null;
        Value end = End?.Evaluate(context) ?? Value.Of(length);
        if (!end.IsNumber) return Value.Null;
        long from = Place(start.AsNumber(), length), to = Math.Max(from, Place(end.AsNumber(), length));
        if (whole.Kind == ValueKind.List) return Value.Of(whole.AsList()[(int)from..(int)to].ToArray());
        string text = whole.AsText();
        return Value.Of(text[CodePoints.Offset(text, from)..CodePoints.Offset(text, to)]);
    }

    private static long Place(double index, long length) => (long)Math.Clamp(Math.Truncate(index < 0 ? length + Math.Truncate(index) : index), 0, length);
}
