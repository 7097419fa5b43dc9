using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.SampleCity.Streets;

namespace GeoServe.SampleCity.Tables;

/// <summary>The table <c>roads</c>.</summary>
internal static class RoadTables
{
    private static readonly (string Name, string Chinese, int Lanes, int Speed)[] Classes =
    [
        ("motorway", "高速公路", 4, 100), ("motorway_link", "匝道", 1, 40), ("trunk", "快速路", 6, 80), ("primary", "主干路", 6, 60),
        ("secondary", "次干路", 4, 50), ("tertiary", "支路", 2, 40), ("residential", "街巷", 2, 30), ("unclassified", "乡村公路", 2, 40),
        ("track", "机耕道", 1, 20),
    ];

    public static async Task WriteAsync(RoadNetwork network, IFeatureStore store, CancellationToken cancellationToken)
    {
        await using IFeatureLoad load = await store.CreateAsync("roads", Schemas.Of(ShapeType.LineString,
            ("name", Schemas.Text), ("class", Schemas.Text), ("class_zh", Schemas.Text), ("rank", Schemas.Integer), ("lanes", Schemas.Integer),
            ("speed_kmh", Schemas.Integer), ("length_m", Schemas.Real), ("from_node", Schemas.Integer), ("to_node", Schemas.Integer)), cancellationToken);
        var shape = new Shape();
        for (int i = 0; i < network.Edges.Count; i++)
        {
            if (i % 10_000 == 0) cancellationToken.ThrowIfCancellationRequested();
            RoadEdge edge = network.Edges[i];
            (double[] xs, double[] ys) = network.LineOf(edge);
            (string name, string chinese, int lanes, int speed) = Classes[(int)edge.Class];
            load.Add(i + 1, RiverTables.Line(shape, xs, ys),
            [
                Value.Of(edge.Name), Value.Of(name), Value.Of(chinese), Value.Of((long)edge.Class), Value.Of((long)lanes),
                Value.Of((long)speed), Schemas.Rounded(Polylines.Length(xs, ys), 1), Value.Of((long)edge.From), Value.Of((long)edge.To),
            ]);
        }
        await load.CompleteAsync(cancellationToken);
    }
}
