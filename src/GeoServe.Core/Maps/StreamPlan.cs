using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.Styles;

namespace GeoServe.Core.Maps;

/// <summary>What all vector tiles of a zoom have alike for one collection of a map in a style: made once, kept as long as the map.</summary>
/// <param name="Columns">Indexes of the columns that tiles carry.</param>
/// <param name="Carried">Those columns.</param>
/// <param name="LabelColumns">Indexes among <paramref name="Carried"/> of what labels of polygons need; empty where the style labels none.</param>
/// <param name="LookColumns">Indexes among <paramref name="Carried"/> of what tells features of different looks apart.</param>
/// <param name="Crowding">What is done for want of room.</param>
/// <param name="MarginPixels">How far beyond a tile features are kept, in style pixels.</param>
internal sealed record StreamPlan(
    ImmutableArray<int> Columns, ImmutableArray<Column> Carried, ImmutableArray<int> LabelColumns, ImmutableArray<int> LookColumns, TileCrowding Crowding, double MarginPixels)
{
    // Plans of a map for all its styles, collections and zooms are some hundred; cells of aggregations have columns of their own each time.
    private const int Most = 4096;

    // From here on a tile carries each feature by itself (design, section 6).
    private const int CompleteZoom = 14;

    private static readonly ConditionalWeakTable<Map, ConcurrentDictionary<Key, StreamPlan>> s_plans = [];

    /// <summary>The plan for a view.</summary>
    /// <param name="map">The map.</param> <param name="style">Its style.</param> <param name="state">The collection.</param> <param name="crowding">How full its tiles are.</param> <param name="view">A tile.</param>
    public static StreamPlan Of(Map map, MapStyle style, CollectionState state, TileCrowding crowding, MapView view)
    {
        if (map.JoinsLines && view.Zoom < CompleteZoom && state.Index.Schema.GeometryType is ShapeType.LineString or ShapeType.MultiLineString) crowding = TileCrowding.Features;
        if (view.Selection is { ChoosesAttributes: true }) return Make(map, style.Style, state, crowding, view);
        ConcurrentDictionary<Key, StreamPlan> plans = s_plans.GetOrCreateValue(map);
        var key = new Key(style.Style, state.Collection.Id, state.Index.Schema.Columns, crowding, view.Zoom);
        if (plans.TryGetValue(key, out StreamPlan? known)) return known;
        if (plans.Count >= Most) plans.Clear();
        return plans.GetOrAdd(key, Make(map, style.Style, state, crowding, view));
    }

    /// <summary>Index of a column by its exact name; -1 where there is none.</summary>
    public int IndexOf(string name)
    {
        for (int i = 0; i < Carried.Length; i++)
        {
            if (string.Equals(Carried[i].Name, name, StringComparison.Ordinal)) return i;
        }
        return -1;
    }

    private static StreamPlan Make(Map map, Style style, CollectionState state, TileCrowding crowding, MapView view)
    {
        FeatureSchema schema = state.Index.Schema;
        string collection = state.Collection.Id;
        ImmutableArray<int> columns = CarriedColumns(map, style, view.Selection, state, crowding);
        bool merges = crowding == TileCrowding.Features && !map.IsGeometryOnce && view.Selection is not { ChoosesAttributes: true };
        bool isStyled = crowding != TileCrowding.None && columns.Length < CarriedColumns(map, style, view.Selection, state, TileCrowding.None).Length;
        bool labels = schema.GeometryType is ShapeType.Polygon or ShapeType.MultiPolygon && style.LabelsPointsWithin(collection, view.Zoom);
        var plan = new StreamPlan(
            columns, columns == schema.EveryColumn ? schema.Columns : [.. columns.Select(index => schema.Columns[index])], [], [],
            merges ? TileCrowding.Features : isStyled ? TileCrowding.Attributes : TileCrowding.None, style.VectorMarginPixels(collection, view.Zoom));
        return plan with
        {
            LabelColumns = labels ? plan.IndexesOf(style.LabelAttributesOf(collection)) : [],
            LookColumns = plan.IndexesOf(style.LookAttributesOf(collection)),
        };
    }

    private ImmutableArray<int> IndexesOf(ImmutableArray<string> names) => [.. names.Select(IndexOf).Where(index => index >= 0)];

    // In a crowded tile what the style reads; where numbers come as tables, the name alone, which labels need; else what map and request ask for.
    private static ImmutableArray<int> CarriedColumns(Map map, Style style, MapSelection? selection, CollectionState state, TileCrowding crowding)
    {
        FeatureSchema schema = state.Index.Schema;
        bool chooses = selection is { ChoosesAttributes: true };
        if (map.IsGeometryOnce) return state.Collection.LabelColumn is { } label ? SceneBuilder.ColumnsOf(schema, [label]) : [];
        if (crowding != TileCrowding.None && !chooses) return SceneBuilder.ColumnsOf(schema, style.AttributesOf(state.Collection.Id));
        if (map.CarriedAttributes.Count == 0 && !chooses) return schema.EveryColumn;
        return [.. schema.EveryColumn.Where(index => schema.Columns[index].Name is var name && map.Carries(state.Collection.Id, name) && selection?.Carries(name) != false)];
    }

    private readonly record struct Key(Style Style, string Collection, ImmutableArray<Column> Columns, TileCrowding Crowding, double Zoom);
}
