using System.Collections.Immutable;
using GeoServe.Core.Features;

namespace GeoServe.Core.Catalogs;

/// <summary>Which features get room first in tiles that are crowded: motorways before lanes, whatever their length.</summary>
/// <param name="Column">The attribute: a number, larger ones first, or a value of <paramref name="Order"/>.</param>
/// <param name="Order">Values from the first to the last; empty where the attribute is a number. What is not among them comes after all.</param>
public sealed record FeatureRank(string Column, ImmutableArray<string> Order)
{
    /// <summary>The rank of a value: larger ones first, NaN last.</summary>
    public double Of(in Value value)
    {
        if (Order.IsEmpty) return value.IsNumber ? value.AsNumber() : double.NaN;
        int place = value.IsNull ? -1 : Order.IndexOf(value.ToString());
        return place < 0 ? double.NaN : -place;
    }

    /// <summary>All of it in one line, for hashes.</summary>
    public override string ToString() => $"{Column}:{string.Join(',', Order)}";
}
