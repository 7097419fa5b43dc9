using System.IO.Hashing;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Core.Styles.MapLibre;
using GeoServe.Core.Themes;
using GeoServe.Core.Themes.Classification;

namespace GeoServe.Server.Configuration.Themes;

/// <summary>Makes the style of a themed map: classes from the store, or computed once over the whole collection and kept.</summary>
/// <param name="store">Keeps the classes.</param>
/// <param name="faults">Told what is wrong.</param>
/// <param name="time">The clock.</param>
internal sealed class ThemeBuilder(BreakStore store, ConfigFaults faults, TimeProvider time)
{
    /// <summary>The style, whose id is the map's; null, with faults, where the recipe does not go with its collection.</summary>
    /// <exception cref="SourceUnavailableException">The collection's source gave no answer.</exception>
    /// <exception cref="SourceFaultException">The collection cannot be read.</exception>
    public async Task<MapStyle?> BuildAsync(MapOptions map, IReadOnlyDictionary<string, CollectionState> states, CancellationToken cancellationToken)
    {
        if (Plan(map, states) is not { } plan) return null;
        ThemeClasses classes = ThemeClasses.Uncounted;
        if (plan.NeedsSurvey)
        {
            if (await ClassesAsync(map, plan, states[plan.Recipe.Collection], isNew: false, cancellationToken).ConfigureAwait(false) is not { } kept) return null;
            classes = kept.Classes;
        }
        foreach (ThemeFault warning in ThemeStyleWriter.Warnings(plan, classes)) Add(map, warning);
        (MapStyle? made, IReadOnlyList<StyleFault> found) = Style(map, plan, classes, time.GetUtcNow());
        foreach (StyleFault fault in found) Add(map, new ThemeFault("method", fault.Message, fault.IsWarning));
        return made;
    }

    private static (MapStyle? Style, IReadOnlyList<StyleFault> Faults) Style(MapOptions map, ThemePlan plan, ThemeClasses classes, DateTimeOffset now)
    {
        byte[] json = ThemeStyleWriter.Write(plan, classes, map.Title, now);
        StyleReading reading = MapLibreStyleReader.Read(json);
        if (reading.Style is null) return (null, reading.Faults);
        return (new MapStyle(map.Id, map.Title, reading.Style, json, XxHash64.HashToUInt64(json))
        {
            Aggregation = plan.Aggregation,
            PointsOf = plan.IsAtLabelPoints ? plan.Recipe.Collection : null,
            At = plan.Recipe.Time is null ? null : later => Style(map, plan, classes, later).Style!,
        }, reading.Faults);
    }

    /// <summary>The classes of a themed map, computed again where asked for; null where it has none.</summary>
    /// <exception cref="SourceUnavailableException">The collection's source gave no answer.</exception>
    public async Task<StoredBreaks?> BreaksAsync(MapOptions map, IReadOnlyDictionary<string, CollectionState> states, bool isNew, CancellationToken cancellationToken) =>
        Plan(map, states) is { NeedsSurvey: true } plan ? await ClassesAsync(map, plan, states[plan.Recipe.Collection], isNew, cancellationToken).ConfigureAwait(false) : null;

    private ThemePlan? Plan(MapOptions map, IReadOnlyDictionary<string, CollectionState> states)
    {
        ThemeRecipe recipe = map.Theme!.Recipe;
        if (!states.TryGetValue(recipe.Collection, out CollectionState? state)) return null;      // named by the map's own check
        var found = new List<ThemeFault>();
        ThemePlan? plan = ThemePlan.Of(recipe, state.Collection.Schema, found);
        foreach (ThemeOutline outline in recipe.Outlines)
        {
            if (outline.Labels is not { } labels || !states.TryGetValue(outline.Collection, out CollectionState? drawn)) continue;
            ThemePlan.Check(labels, "outlines", found);
            if (drawn.Collection.Schema.IndexOf(labels.Attribute) >= 0) continue;
            faults.Unknown(map.Theme.Yaml.PlaceOf("outlines"), $"attribute of '{outline.Collection}'", labels.Attribute, drawn.Collection.Schema.Columns.Select(column => column.Name));
            plan = null;
        }
        foreach (ThemeFault fault in found) Add(map, fault);
        return found.Exists(fault => !fault.IsWarning) ? null : plan;
    }

    // The classes that stand are those of the recipe's newest version; a recipe that asks for others gets a new one. Data that change get none.
    private async Task<StoredBreaks?> ClassesAsync(MapOptions map, ThemePlan plan, CollectionState state, bool isNew, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredBreaks> all;
        try
        {
            all = store.Read(map.Id);
        }
        catch (InvalidDataException broken)
        {
            Add(map, new ThemeFault("method", broken.Message));
            return null;
        }
        if (map.Theme!.Version is { } wanted && !isNew)
        {
            if (all.FirstOrDefault(version => version.Version == wanted && version.Fingerprint == plan.Fingerprint) is { } pinned) return pinned;
            Add(map, new ThemeFault("version", $"no version {wanted} of the classes of this recipe is kept; there is {(all.Count == 0 ? "none" : string.Join(", ", all.Where(version => version.Fingerprint == plan.Fingerprint).Select(version => version.Version)))}."));
            return null;
        }
        if (!isNew && all.LastOrDefault() is { } newest && newest.Fingerprint == plan.Fingerprint) return newest;
        try
        {
            ThemeClasses classes = await SurveyAsync(plan, state.Collection.Features ?? throw new InvalidOperationException($"collection '{state.Collection.Id}' is an archive of tiles: no classes are made of it."), cancellationToken).ConfigureAwait(false);
            var made = new StoredBreaks((all.LastOrDefault()?.Version ?? 0) + 1, plan.Fingerprint, Described(plan), state.Revision, time.GetUtcNow(), classes);
            store.Add(map.Id, made);
            return made;
        }
        catch (Exception refused) when (refused is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            Add(map, new ThemeFault("method", refused.Message));
            return null;
        }
    }

    private static async Task<ThemeClasses> SurveyAsync(ThemePlan plan, IFeatureSource source, CancellationToken cancellationToken)
    {
        ThemeSurvey survey = plan.Survey();
        var query = new FeatureQuery { Columns = survey.Columns, WithGeometry = false };
        await using FeatureReader reader = await source.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) survey.Add(reader.Values);
        return survey.Finish();
    }

    private static string Described(ThemePlan plan)
    {
        ThemeRecipe recipe = plan.Recipe;
        string of = $"{recipe.Attribute ?? recipe.Expression}{(recipe.Per is null ? "" : $" per {recipe.Per}")}{(recipe.Scale == 1 ? "" : FormattableString.Invariant($" times {recipe.Scale}"))} of {recipe.Collection}";
        return recipe.Method is ThemeMethod.Choropleth or ThemeMethod.Graduated && recipe.Classify != ClassMethod.Manual ? $"{recipe.Classify}, {recipe.Classes ?? 5} classes, {of}" : $"{recipe.Method}, {of}";
    }

    private void Add(MapOptions map, ThemeFault fault)
    {
        YamlPlace place = map.Theme!.Yaml.PlaceOf(fault.Key);
        faults.Add(new ConfigFault(place.File, place.Line, place.Key, fault.Message, fault.IsWarning));
    }
}
