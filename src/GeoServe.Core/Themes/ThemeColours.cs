using System.Collections.Immutable;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Themes.Classification;
using GeoServe.Core.Themes.Palettes;

namespace GeoServe.Core.Themes;

/// <summary>Which colours a recipe draws with.</summary>
internal static class ThemeColours
{
    /// <summary>Of features without a value.</summary>
    public static readonly Colour NoData = Colour.FromBytes(0xd9, 0xd9, 0xd9);

    /// <summary>Of values beyond the palette.</summary>
    public static readonly Colour Other = Colour.FromBytes(0x96, 0x96, 0x96);

    /// <summary>Of values that are too old.</summary>
    public static readonly Colour Stale = Colour.FromBytes(0x8c, 0x8c, 0x8c);

    /// <summary>The palette that a recipe names, else that of its method; null, with faults, where there is none or it has too few colours.</summary>
    public static Palette? PaletteOf(ThemeRecipe recipe, List<ThemeFault> faults)
    {
        string key = recipe.Colours.IsEmpty ? "palette" : "colours";
        Palette? palette = !recipe.Colours.IsEmpty ? PaletteLibrary.Of(recipe.Colours) : PaletteLibrary.Find(recipe.Palette ?? UsualOf(recipe));
        if (palette is null)
        {
            faults.Add(ThemeFault.Unknown(key, "palette", recipe.Palette!, PaletteLibrary.Names));
            return null;
        }
        int before = faults.Count;
        int needed = Needed(recipe);
        if (!palette.IsMixed && needed > palette.Most)
        {
            faults.Add(new(key, $"'{palette.Name}' has {palette.Most} colours and {needed} are needed; no colour stands for two {(recipe.Method == ThemeMethod.Categories ? "kinds: take a palette with more, or let 'classes' be fewer and the rest be one" : "classes: take a palette that is mixed, such as YlOrRd or viridis")}."));
        }
        if (recipe.ColourBlindSafe && !palette.IsSafeFor(Math.Max(needed, 2)))
        {
            faults.Add(new(key, $"people who confuse red and green do not tell {Math.Max(needed, 2)} colours of '{palette.Name}' apart; {(palette.ColourBlindSafe > 0 ? $"they do {palette.ColourBlindSafe}" : "take one such as YlGnBu, PuOr or viridis")}."));
        }
        return faults.Count > before ? null : palette;
    }

    /// <summary>The colours of classes of numbers; those that lay empty at the ends are skipped, so that a middle keeps its colour.</summary>
    public static ImmutableArray<Colour> OfClasses(Palette palette, ClassBreaks breaks)
    {
        int shown = breaks.Stops.Length + 1;
        return palette.IsMixed && breaks.Meant > shown ? palette.Take(breaks.Meant).AsSpan(Math.Min(breaks.First, breaks.Meant - shown), shown).ToImmutableArray() : palette.Take(shown);
    }

    public static string Hex(Colour colour)
    {
        static int Byte(double channel) => (int)Math.Round(channel * 255);
        return $"#{Byte(colour.Red):x2}{Byte(colour.Green):x2}{Byte(colour.Blue):x2}";
    }

    private static int Needed(ThemeRecipe recipe) => recipe.Method switch
    {
        ThemeMethod.Categories => recipe.Values.IsEmpty ? recipe.Classes ?? 0 : recipe.Values.Length,
        ThemeMethod.Rating or ThemeMethod.Status => recipe.Breaks.IsEmpty ? (recipe.Values.IsEmpty ? 5 : recipe.Values.Length) : recipe.Breaks.Length + 1,
        ThemeMethod.Proportional or ThemeMethod.Graduated or ThemeMethod.Heat => 1,
        _ => !recipe.Breaks.IsEmpty ? recipe.Breaks.Length + 1 : recipe.Classes ?? 5,
    };

    private static string UsualOf(ThemeRecipe recipe) => recipe.Method switch
    {
        ThemeMethod.Categories => "Set3",
        ThemeMethod.Rating => "grades",
        ThemeMethod.Status => "warning",
        ThemeMethod.Proportional or ThemeMethod.Graduated => "Dark2",
        ThemeMethod.Heat => "YlOrRd",
        ThemeMethod.Hexagons or ThemeMethod.Squares or ThemeMethod.Clusters => "YlGnBu",
        _ => recipe.Classify == ClassMethod.StandardDeviation ? "RdBu-r" : "YlOrRd",
    };
}
