using System.Collections.Immutable;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Themes.Classification;

namespace GeoServe.Core.Themes;

/// <summary>A short recipe from which a map's style and legend are made (design, section 2, "Theme").</summary>
public sealed record ThemeRecipe
{
    /// <summary>Most classes of one theme: beyond, nobody tells them apart.</summary>
    public const int MostClasses = 20;

    /// <summary>Most categories that have a colour of their own.</summary>
    public const int MostCategories = 50;

    /// <summary>What lies below a theme that says nothing else: paler than a class, and not the white in the middle of diverging palettes.</summary>
    public static Colour UsualBackground { get; } = Colour.FromBytes(0xe9, 0xed, 0xf0);

    /// <summary>Id of the collection that is drawn.</summary>
    public required string Collection { get; init; }

    /// <summary>What is made of the attribute.</summary>
    public required ThemeMethod Method { get; init; }

    /// <summary>How numbers are cut into classes.</summary>
    public ClassMethod Classify { get; init; } = ClassMethod.NaturalBreaks;

    /// <summary>The attribute that is drawn; null where an expression is, or points are counted.</summary>
    public string? Attribute { get; init; }

    /// <summary>Arithmetic over attributes (<c>population / area_km2</c>) or a MapLibre expression as JSON; null where an attribute is drawn.</summary>
    public string? Expression { get; init; }

    /// <summary>The attribute by which the number is divided; null for none.</summary>
    public string? Per { get; init; }

    /// <summary>By what the number is multiplied: 100000 for a rate in 100,000.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>A MapLibre filter as JSON: only what it lets through is drawn and counted; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>How many classes, or how many categories with a colour of their own; null: 5, or as many as the palette has.</summary>
    public int? Classes { get; init; }

    /// <summary>Where classes begin, rising, given by hand; empty where they are computed.</summary>
    public ImmutableArray<double> Breaks { get; init; } = [];

    /// <summary>Values of categories or levels, in the order of their colours; empty for the most frequent first, or 1, 2, ... for a rating.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>Titles for people, by value of a category or level, or by class (<c>#0</c>, <c>#1</c>, ...).</summary>
    public ImmutableDictionary<string, LocalText> Titles { get; init; } = ImmutableDictionary<string, LocalText>.Empty;

    /// <summary>Name of the palette; null for the method's own.</summary>
    public string? Palette { get; init; }

    /// <summary>Colours one by one in the place of a palette; empty for none.</summary>
    public ImmutableArray<Colour> Colours { get; init; } = [];

    /// <summary>True to refuse a palette whose colours people who confuse red and green do not tell apart.</summary>
    public bool ColourBlindSafe { get; init; }

    /// <summary>Title of the legend; null for the map's.</summary>
    public LocalText? Legend { get; init; }

    /// <summary>Text at each feature; null for none.</summary>
    public ThemeLabels? Labels { get; init; }

    /// <summary>Other collections below it, the lowest first.</summary>
    public ImmutableArray<ThemeGround> Below { get; init; } = [];

    /// <summary>Borders of other collections over it, the lowest first.</summary>
    public ImmutableArray<ThemeOutline> Outlines { get; init; } = [];

    /// <summary>Radius of the largest circle, or width of the widest line, in style pixels; null for the method's own.</summary>
    public double? SizePixels { get; init; }

    /// <summary>Width of an aggregation's cell in style pixels; null for the method's own.</summary>
    public double? CellPixels { get; init; }

    /// <summary>How hot one point makes a heat map, seen from near.</summary>
    public double Intensity { get; init; } = 1;

    /// <summary>The attribute with the time of the last value; null where values do not grow old.</summary>
    public string? Time { get; init; }

    /// <summary>After which time a value is too old to be shown as a status.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What lies below everything.</summary>
    public Colour Background { get; init; } = UsualBackground;

    /// <summary>1 opaque to 0 clear.</summary>
    public double Opacity { get; init; } = 1;

    /// <summary>True where each value has a colour of its own; false where numbers do.</summary>
    public bool IsOfKinds => Method == ThemeMethod.Categories || (Method == ThemeMethod.Rating && Breaks.IsEmpty);

    /// <summary>True where the recipe asks for an aggregation of points.</summary>
    public bool IsAggregated => Method is ThemeMethod.Heat or ThemeMethod.Hexagons or ThemeMethod.Squares or ThemeMethod.Clusters;
}
