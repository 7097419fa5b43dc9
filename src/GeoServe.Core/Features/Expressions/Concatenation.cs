using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>The texts of all parts, one after the other, each as <see cref="ValueText.Of"/> writes it; null is empty.</summary>
public sealed record Concatenation(ImmutableArray<Expression> Texts) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Texts;

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) => new Concatenation(parts);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        var texts = new string[Texts.Length];
        for (int i = 0; i < texts.Length; i++) texts[i] = ValueText.Of(Texts[i].Evaluate(context));
        return Value.Of(string.Concat(texts));
    }
}
