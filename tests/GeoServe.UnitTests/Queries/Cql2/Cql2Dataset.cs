using System.Globalization;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Queries.Cql2;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.TestKit;
using GeoServe.TestKit.Fakes;

namespace GeoServe.UnitTests.Queries.Cql2;

/// <summary>The test dataset of OGC 21-065r2, asked as tiles are: through a tile index and a filtered cursor.</summary>
internal static class Cql2Dataset
{
    private static readonly Dictionary<string, SourceTileIndex> Layers = new()
    {
        ["ne_110m_admin_0_countries"] = Read("countries.tsv", [("NAME", ValueKind.Text), ("POP_EST", ValueKind.Real)]),
        ["ne_110m_rivers_lake_centerlines"] = Read("rivers.tsv", [("name", ValueKind.Text)]),
        ["ne_110m_populated_places_simple"] = Read("places.tsv",
        [
            ("name", ValueKind.Text), ("nameascii", ValueKind.Text), ("pop_max", ValueKind.Integer), ("pop_min", ValueKind.Integer), ("pop_other", ValueKind.Integer),
            ("date", ValueKind.Date), ("start", ValueKind.Instant), ("end", ValueKind.Instant), ("boolean", ValueKind.Boolean),
        ]),
    };

    public static FeatureSchema SchemaOf(string layer) => Layers[layer].Schema;

    /// <summary>How many features a filter gives.</summary>
    public static int Count(string layer, string filter)
    {
        SourceTileIndex index = Layers[layer];
        return Count(layer, Cql2Filter.Parse(filter).Bind(index.Schema));
    }

    /// <summary>How many features a condition is true for.</summary>
    public static int Count(string layer, Expression condition)
    {
        SourceTileIndex index = Layers[layer];
        ValueTask<FeatureCursor> asked = FilteredCursor.QueryAsync(index, new TileQuery(WorldGrid.All, 1, [0]), condition, CancellationToken.None);
        using FeatureCursor cursor = asked.AsTask().GetAwaiter().GetResult();
        int count = 0;
        while (cursor.MoveNext())
        {
            if (cursor.Values.Length != 1) throw new InvalidOperationException("The columns of the filter are not among those that were asked for.");
            count++;
        }
        return count;
    }

    private static SourceTileIndex Read(string file, (string Name, ValueKind Kind)[] columns)
    {
        var schema = new FeatureSchema([.. columns.Select(column => new Column(column.Name, column.Kind))], null, "geom", ShapeType.Geometry, Crs.Epsg4326);
        string[] lines = File.ReadAllLines(RepositoryFolder.PathOf("tests", "fixtures", "cql2", file));
        (string Wkt, Value[] Values)[] rows = [.. lines.Skip(1).Select(line => line.Split('\t')).Select(cells => (cells[^1], columns.Select((column, i) => Of(cells[i], column.Kind)).ToArray()))];
        var source = new FakeSource(schema, rows);
        return new SourceTileIndex(source, schema, source.ReadExtentAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult());
    }

    private static Value Of(string cell, ValueKind kind) => cell.Length == 0 ? Value.Null : kind switch
    {
        ValueKind.Integer => Value.Of(long.Parse(cell, CultureInfo.InvariantCulture)),
        ValueKind.Real => Value.Of(double.Parse(cell, CultureInfo.InvariantCulture)),
        ValueKind.Boolean => Value.Of(cell == "1"),
        ValueKind.Date => Value.Of(DateOnly.Parse(cell, CultureInfo.InvariantCulture)),
        ValueKind.Instant => Value.Of(DateTimeOffset.Parse(cell, CultureInfo.InvariantCulture)),
        _ => Value.Of(cell),
    };
}
