using System.Collections.Immutable;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>The outputs of one operation, all of one type: the expected one, else the first's.</summary>
internal sealed class Outputs(ExpressionParser parser, ExpressionType expected)
{
    private readonly ImmutableArray<Expression>.Builder _all = ImmutableArray.CreateBuilder<Expression>();

    public ImmutableArray<Expression> All => _all.ToImmutable();

    public ExpressionType Type { get; private set; } = expected;

    public void Add(JsonPart part) => _all.Add(Read(part));

    public Expression Read(JsonPart part)
    {
        Typed output = parser.Parse(part, Type);
        if (Type == ExpressionType.Any) Type = output.Type;
        return output.Expression;
    }
}
