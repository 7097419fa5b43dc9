using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>A text in capitals or in small letters, by Unicode's rules without a language; null for anything else.</summary>
public sealed record ChangedCase(Expression Text, bool Upper) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Text];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => this with { Text = parts[0] };

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        Value text = Text.Evaluate(context);
        return text.Kind != ValueKind.Text ? Value.Null : Value.Of(Upper ? text.AsText().ToUpperInvariant() : text.AsText().ToLowerInvariant());
    }
}
