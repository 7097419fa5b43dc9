using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>Text in sections of their own size (MapLibre's <c>format</c>). Its value is the whole text.</summary>
/// <param name="Sections">The text of each section.</param>
/// <param name="Scales">For each section the factor on the text's size.</param>
public sealed record FormattedText(ImmutableArray<Expression> Sections, ImmutableArray<Expression> Scales) : CompositeExpression
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [.. Sections, .. Scales];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) =>
        new FormattedText(parts[..Sections.Length], parts[Sections.Length..]);

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context)
    {
        var texts = new string[Sections.Length];
        for (int i = 0; i < texts.Length; i++) texts[i] = ValueText.Of(Sections[i].Evaluate(context));
        return Value.Of(string.Concat(texts));
    }
}
