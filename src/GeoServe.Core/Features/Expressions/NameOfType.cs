using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>The name of a value's type (MapLibre's <c>typeof</c>): null, string, number, boolean, color or array.</summary>
public sealed record NameOfType(Expression Of) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Of];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new NameOfType(parts[0]);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        Value value = Of.Evaluate(context);
        return Value.Of(value.Kind switch
        {
            ValueKind.Null => "null",
            ValueKind.Boolean => "boolean",
            ValueKind.Integer or ValueKind.Real => "number",
            ValueKind.Colour => "color",
            ValueKind.List => ListName(value.AsList()),
            _ => "string",
        });
    }

    private static string ListName(ReadOnlySpan<Value> items)
    {
        string? item = null;
        foreach (Value value in items)
        {
            string name = value.IsNumber ? "number" : value.Kind == ValueKind.Boolean ? "boolean" : value.Kind == ValueKind.Text ? "string" : "value";
            item = item is null || item == name ? name : "value";
        }
        return $"array<{item ?? "value"}, {items.Length}>";
    }
}
