using System.Collections.Immutable;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Themes.Palettes;

/// <summary>Colours by name.</summary>
/// <param name="Name">As recipes write it, such as <c>YlOrRd</c>.</param>
/// <param name="Kind">What its colours say.</param>
/// <param name="ColourBlindSafe">Up to how many classes people who confuse red and green tell its colours apart; 0: never.</param>
/// <param name="Sizes">For each number of classes that its makers drew colours for: those colours, rising.</param>
public sealed record Palette(string Name, PaletteKind Kind, int ColourBlindSafe, ImmutableArray<ImmutableArray<Colour>> Sizes)
{
    /// <summary>The most colours that its makers drew.</summary>
    public int Most => Sizes[^1].Length;

    /// <summary>True for a palette that gives any number of colours, mixed between those drawn.</summary>
    public bool IsMixed => Kind is PaletteKind.Sequential or PaletteKind.Diverging;

    /// <summary>True when people who confuse red and green tell that many of its colours apart.</summary>
    public bool IsSafeFor(int classes) => classes <= ColourBlindSafe;

    /// <summary>
    /// That many colours: as drawn where its makers drew them; else, where it has an order, at equal steps through the largest drawn set,
    /// mixed in Oklab, where equal steps look equal. The first ones of a palette without an order. One class takes the middle.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">More colours than it has are asked of a palette without an order: colours are never used twice.</exception>
    public ImmutableArray<Colour> Take(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ImmutableArray<Colour> all = Sizes[^1];
        if (!IsMixed)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, all.Length);
            return Kind == PaletteKind.Levels && Sizes.FirstOrDefault(size => size.Length == classes) is { IsDefault: false } drawn ? drawn : all[..classes];
        }
        // viridis and its like are one ramp, not sets drawn for each size.
        if (Sizes.Length > 1 && Sizes.FirstOrDefault(size => size.Length == classes) is { IsDefault: false } same) return same;
        return classes == 1 ? [At(all, 0.5)] : [.. Enumerable.Range(0, classes).Select(i => At(all, i / (classes - 1.0)))];
    }

    /// <summary>The same colours the other way round.</summary>
    public Palette Reversed() => this with { Name = Name + "-r", Sizes = [.. Sizes.Select(size => size.Reverse().ToImmutableArray())] };

    private static Colour At(ImmutableArray<Colour> ramp, double share)
    {
        double place = share * (ramp.Length - 1);
        int low = Math.Min((int)place, ramp.Length - 2);
        return Oklab.Mix(ramp[low], ramp[low + 1], place - low);
    }
}
