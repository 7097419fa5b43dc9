using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Themes.Classification;
using GeoServe.Core.Themes.Palettes;

namespace GeoServe.Core.Themes;

/// <summary>A recipe that goes with its collection: attributes are there, colours suffice, text can be read.</summary>
public sealed class ThemePlan
{
    private const int UsualClasses = 5;
    private static readonly ImmutableArray<string> UsualLevels = ["1", "2", "3", "4", "5"];
    private readonly FeatureSchema _schema;

    private ThemePlan(ThemeRecipe recipe, FeatureSchema schema, ThemeGeometry geometry, Palette palette)
    {
        Recipe = recipe;
        Geometry = geometry;
        Palette = palette;
        _schema = schema;
    }

    /// <summary>The recipe.</summary>
    public ThemeRecipe Recipe { get; }

    /// <summary>What the collection's features look like.</summary>
    public ThemeGeometry Geometry { get; }

    /// <summary>Its colours.</summary>
    public Palette Palette { get; }

    /// <summary>What its points are gathered into; null where each feature is drawn for itself.</summary>
    public Aggregation? Aggregation { get; private init; }

    /// <summary>True where the collection holds areas and a circle is drawn at the place of each one's label.</summary>
    public bool IsAtLabelPoints { get; private init; }

    internal ThemeValue? Value { get; private init; }

    internal Expression? Filter { get; private init; }

    internal ImmutableArray<string> FilterAttributes { get; private init; } = [];

    internal int ClassCount => !Recipe.Breaks.IsEmpty ? Recipe.Breaks.Length + 1 : Recipe.Classes ?? UsualClasses;

    internal int MostColours => Recipe.Classes ?? (Palette.IsMixed ? UsualClasses * 2 : Palette.Most);

    /// <summary>The values that have a colour, in this order, where the recipe says which; empty where the most frequent have.</summary>
    internal ImmutableArray<string> Kinds => !Recipe.Values.IsEmpty || Recipe.Method == ThemeMethod.Categories ? Recipe.Values : UsualLevels;

    internal bool NeedsClasses => Recipe.Method is ThemeMethod.Choropleth or ThemeMethod.Graduated && Recipe.Classify != ClassMethod.Manual;

    /// <summary>True when the whole collection is to be looked at: <see cref="Survey"/>.</summary>
    public bool NeedsSurvey => Value is not null && (Recipe.IsOfKinds || Recipe.Method is ThemeMethod.Choropleth or ThemeMethod.Rating or ThemeMethod.Graduated or ThemeMethod.Proportional or ThemeMethod.Heat);

    /// <summary>
    /// Another text where the recipe asks for other classes; the same where only colours, titles or labels changed. What is kept of
    /// the collection belongs to it.
    /// </summary>
    public string Fingerprint
    {
        get
        {
            string classes = $"{Recipe.Collection}|{Recipe.Method}|{Value?.Json.ToJsonString()}|{Value?.IsThere.ToJsonString()}|{Recipe.Filter}|"
                + (NeedsClasses ? $"{Recipe.Classify}|{ClassCount}" : !Recipe.IsOfKinds ? "" : Kinds.IsEmpty ? $"{MostColours}" : string.Join('\n', Kinds))
                + $"|{string.Join(',', Recipe.Breaks)}";
            return XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(classes)).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Begins to look at the collection.</summary>
    public ThemeSurvey Survey() => new(this, _schema);

    /// <summary>Holds a recipe to its collection; null, with faults, where it does not go with it.</summary>
    public static ThemePlan? Of(ThemeRecipe recipe, FeatureSchema schema, List<ThemeFault> faults)
    {
        int before = faults.Count(fault => !fault.IsWarning);
        ThemeGeometry? geometry = GeometryOf(schema, recipe, faults);
        bool isAtLabelPoints = geometry == ThemeGeometry.Areas && recipe.Method is ThemeMethod.Proportional or ThemeMethod.Graduated;
        if (isAtLabelPoints) CheckAround(recipe, faults);
        ThemeValue? value = recipe switch
        {
            { IsOfKinds: true } => ThemeValue.Kind(recipe, schema, faults),
            { IsAggregated: true, Attribute: null, Expression: null } => null,
            _ => ThemeValue.Number(recipe, schema, faults),
        };
        CheckGathered(recipe, faults);
        Palette? palette = ThemeColours.PaletteOf(recipe, faults);
        (Expression Expression, IEnumerable<string> Attributes)? filter = FilterOf(recipe, schema, faults);
        CheckLabels(recipe, schema, faults);
        if (recipe.Time is { } time) ThemeValue.Require(time, "time", schema, faults);
        if (faults.Count(fault => !fault.IsWarning) > before || geometry is null || palette is null) return null;
        return new ThemePlan(recipe, schema, isAtLabelPoints ? ThemeGeometry.Points : geometry.Value, palette)
        {
            Value = value,
            Filter = filter?.Expression,
            FilterAttributes = [.. filter?.Attributes ?? []],
            IsAtLabelPoints = isAtLabelPoints,
            Aggregation = AggregationOf(recipe) is { } gathered ? gathered with { Condition = filter?.Expression } : null,
        };
    }

    private static Aggregation? AggregationOf(ThemeRecipe recipe) => recipe.Method switch
    {
        ThemeMethod.Heat when recipe.Expression is not null => null,      // the weight is made of each point's own attributes
        ThemeMethod.Heat => new(recipe.Collection, AggregationKind.Heat, recipe.CellPixels ?? 4, recipe.Attribute),
        ThemeMethod.Hexagons => new(recipe.Collection, AggregationKind.Hexagons, recipe.CellPixels ?? 32, recipe.Attribute),
        ThemeMethod.Squares => new(recipe.Collection, AggregationKind.Squares, recipe.CellPixels ?? 32, recipe.Attribute),
        ThemeMethod.Clusters => new(recipe.Collection, AggregationKind.Clusters, recipe.CellPixels ?? 64, recipe.Attribute),
        _ => null,
    };

    // Cells know how many points they hold and the sum of an attribute, and nothing that is reckoned from each.
    private static void CheckGathered(ThemeRecipe recipe, List<ThemeFault> faults)
    {
        if (!recipe.IsAggregated) return;
        if (recipe.Expression is not null && recipe.Method != ThemeMethod.Heat) faults.Add(new("expression", "points are counted, or an 'attribute' of theirs is added up; an expression is not."));
        if (recipe.Attribute is not null && recipe.Per is not null) faults.Add(new("per", "an attribute that is added up is not divided; 'method: heat' takes 'expression', such as population / area_km2."));
    }

    private static ThemeGeometry? GeometryOf(FeatureSchema schema, ThemeRecipe recipe, List<ThemeFault> faults)
    {
        if (schema.GeometryName is null)
        {
            faults.Add(new("collection", $"collection '{recipe.Collection}' is a table without geometry; join it to one that has."));
            return null;
        }
        ThemeGeometry geometry = schema.GeometryType switch
        {
            ShapeType.Point or ShapeType.MultiPoint => ThemeGeometry.Points,
            ShapeType.LineString or ShapeType.MultiLineString => ThemeGeometry.Lines,
            _ => ThemeGeometry.Areas,
        };
        if ((recipe.IsAggregated && geometry != ThemeGeometry.Points) || (recipe.Method == ThemeMethod.Proportional && geometry == ThemeGeometry.Lines))
        {
            (string wanted, string instead) = recipe.IsAggregated ? ("points", "areas take a choropleth, such as 'method: natural-breaks'") : ("points or areas", "lines take 'method: graduated'");
            faults.Add(new("method", $"this method draws {wanted}, and collection '{recipe.Collection}' holds {(geometry == ThemeGeometry.Lines ? "lines" : "areas")}; {instead}."));
            return null;
        }
        return geometry;
    }

    // A collection is given as areas or as points.
    private static void CheckAround(ThemeRecipe recipe, List<ThemeFault> faults)
    {
        foreach ((string key, IEnumerable<string> drawn) in (IEnumerable<(string, IEnumerable<string>)>)[("below", recipe.Below.Select(ground => ground.Collection)), ("outlines", recipe.Outlines.Select(outline => outline.Collection))])
        {
            if (drawn.Contains(recipe.Collection)) faults.Add(new(key, $"areas of '{recipe.Collection}' are drawn as circles here, and cannot be drawn as areas too; give the same table a second id under 'collections'."));
        }
    }

    private static (Expression, IEnumerable<string>)? FilterOf(ThemeRecipe recipe, FeatureSchema schema, List<ThemeFault> faults)
    {
        if (recipe.Filter is not { } text || ThemeValue.Parsed(text, "filter", faults) is not { } filter) return null;
        foreach (string name in filter.Attributes) ThemeValue.Require(name, "filter", schema, faults);
        return (filter.Expression, filter.Attributes);
    }

    private static void CheckLabels(ThemeRecipe recipe, FeatureSchema schema, List<ThemeFault> faults)
    {
        if (recipe.Labels is not { } labels) return;
        ThemeValue.Require(labels.Attribute, "labels", schema, faults);
        Check(labels, "labels", faults);
    }

    /// <summary>Adds a fault where text is too small or too pale to be read.</summary>
    public static void Check(ThemeLabels labels, string key, List<ThemeFault> faults)
    {
        if (labels.SizePixels < ThemeLabels.LeastSizePixels) faults.Add(new(key, FormattableString.Invariant($"text of {labels.SizePixels} pixels is too small to be read; {ThemeLabels.LeastSizePixels} or more.")));
        double contrast = Contrast.Ratio(labels.Colour, labels.Halo);
        if (contrast < Contrast.LeastForText) faults.Add(new(key, FormattableString.Invariant($"text and halo have a contrast of {contrast:0.0}; people read text from {Contrast.LeastForText} on (WCAG 2.2, 1.4.3).")));
        if (labels.MinZoom > labels.MaxZoom) faults.Add(new(key, FormattableString.Invariant($"min {labels.MinZoom} is above max {labels.MaxZoom}.")));
    }
}
