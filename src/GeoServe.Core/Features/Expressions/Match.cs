using System.Collections.Frozen;
using System.Collections.Immutable;

namespace GeoServe.Core.Features.Expressions;

/// <summary>The output of the branch one of whose labels equals the input, found by one look-up; else <see cref="Otherwise"/>.</summary>
/// <param name="Input">What is looked up.</param>
/// <param name="Labels">For each branch its labels: texts, or numbers.</param>
/// <param name="Outputs">For each branch what it gives.</param>
/// <param name="Otherwise">For an input without a branch.</param>
public sealed record Match(
    Expression Input, ImmutableArray<ImmutableArray<Value>> Labels, ImmutableArray<Expression> Outputs, Expression Otherwise) : CompositeExpression
{
    private readonly FrozenDictionary<Value, int> _branches = Index(Labels);

    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Input, .. Outputs, Otherwise];

    /// <inheritdoc/>
    protected override Expression With(ImmutableArray<Expression> parts) =>
        this with { Input = parts[0], Outputs = parts[1..^1], Otherwise = parts[^1] };

    /// <inheritdoc/>
    public override Value Evaluate(in EvaluationContext context) =>
        _branches.TryGetValue(Normal(Input.Evaluate(context)), out int branch)
            ? Outputs[branch].Evaluate(context)
            : Otherwise.Evaluate(context);

    private static FrozenDictionary<Value, int> Index(ImmutableArray<ImmutableArray<Value>> labels)
    {
        var branches = new Dictionary<Value, int>();
        for (int i = 0; i < labels.Length; i++)
        {
            foreach (Value label in labels[i]) branches.TryAdd(Normal(label), i);
        }
        return branches.ToFrozenDictionary();
    }

    // An integer is looked up as the real of the same size, a day as its text.
    private static Value Normal(in Value value) => value.Kind switch
    {
        ValueKind.Integer => Value.Of((double)value.AsInteger()),
        ValueKind.Date or ValueKind.Instant => Value.Of(value.ToString()),
        _ => value,
    };
}
