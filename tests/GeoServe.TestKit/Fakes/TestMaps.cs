using System.Text;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.Styles.MapLibre;
using GeoServe.Core.TileMatrices;

namespace GeoServe.TestKit.Fakes;

/// <summary>Small catalogs over fake sources.</summary>
public static class TestMaps
{
    /// <summary>A schema in longitude and latitude with an integer key <c>id</c> and a text <c>name</c>.</summary>
    public static FeatureSchema Schema { get; } = new(
        [new Column("id", ValueKind.Integer, Nullable: false), new Column("name", ValueKind.Text)], "id", "geom", ShapeType.Geometry, Crs.Epsg4326);

    /// <summary>A source of such features: name and WKT.</summary>
    public static FakeSource Source(params (string Name, string Wkt)[] features) =>
        new(Schema, [.. features.Select((feature, i) => (feature.Wkt, new[] { Value.Of(i + 1L), Value.Of(feature.Name) }))]);

    /// <summary>A collection over a source.</summary>
    public static Collection Collection(IFeatureSource source, string id = "places") =>
        new(id, LocalText.Of(id), LocalText.Of(""), Schema, source, new Box(-180, -85, 180, 85), "name");

    /// <summary>A style that fills, strokes and dots everything.</summary>
    public static MapStyle Style(string id = "plain", string colour = "#cc3333", string collection = "places", int radius = 5)
    {
        string json = $$$"""
            {"version": 8, "sources": {"s": {"type": "vector"}}, "layers": [
              {"id": "areas", "type": "fill", "source": "s", "source-layer": "{{{collection}}}", "filter": ["==", ["geometry-type"], "Polygon"], "paint": {"fill-color": "{{{colour}}}"}},
              {"id": "lines", "type": "line", "source": "s", "source-layer": "{{{collection}}}", "paint": {"line-color": "{{{colour}}}", "line-width": 2}},
              {"id": "dots", "type": "circle", "source": "s", "source-layer": "{{{collection}}}", "filter": ["==", ["geometry-type"], "Point"], "paint": {"circle-color": "{{{colour}}}", "circle-radius": {{{radius}}}}}]}
            """;
        StyleReading reading = MapLibreStyleReader.Read(json);
        return new MapStyle(id, LocalText.Of(id), reading.Style ?? throw new InvalidOperationException(string.Join('\n', reading.Faults)), Encoding.UTF8.GetBytes(json), (ulong)json.GetHashCode(StringComparison.Ordinal));
    }

    /// <summary>A map over collections.</summary>
    public static Map Map(string id, Collection[] collections, params MapStyle[] styles) =>
        new(id, [.. collections], [.. styles.Length == 0 ? [Style()] : styles], TileMatrixSet.WellKnown, 0, 18, new Box(-180, -85.05, 180, 85.05))
        {
            Title = LocalText.Of(id),
            Abstract = LocalText.Of(""),
        };

    /// <summary>The state of a collection that is read from its source.</summary>
    public static CollectionState State(Collection collection, ulong revision = 1) =>
        new(collection, revision, new SourceTileIndex(collection.Features!, collection.Schema, collection.Features!.ReadExtentAsync(CancellationToken.None).AsTask().Result));

    /// <summary>A snapshot of maps.</summary>
    public static Snapshot Snapshot(params Map[] maps)
    {
        Collection[] collections = [.. maps.SelectMany(map => map.Collections).Distinct()];
        return new Snapshot(new Catalog(collections, maps), collections.Select(collection => State(collection)));
    }
}
