using System.Collections.Immutable;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>The stops of a step or a curve: numbers that rise.</summary>
internal sealed class Stops(ExpressionParser parser)
{
    private readonly ImmutableArray<double>.Builder _all = ImmutableArray.CreateBuilder<double>();

    public ImmutableArray<double> All => _all.ToImmutable();

    public void Add(JsonPart part)
    {
        double last = _all.Count == 0 ? double.NegativeInfinity : _all[^1];
        if (!part.IsNumber) parser.Faults.Add(part, $"A stop is a number as it stands, not {part.Described}.");
        else if (part.Number <= last) parser.Faults.Add(part, $"Stops rise strictly; {part.Described} comes after {last}.");
        _all.Add(part.IsNumber && part.Number > last ? part.Number : Math.BitIncrement(Math.Max(last, 0)));
    }
}
