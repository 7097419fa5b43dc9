using BenchmarkDotNet.Attributes;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Queries.Cql2;
using GeoServe.TestKit.Fakes;

namespace GeoServe.Benchmarks.Queries;

/// <summary>What does a filter cost: once to be read and brought to its canonical text, and for each feature of a tile?</summary>
[MemoryDiagnoser]
public class FilterBenchmarks
{
    private static readonly Value[] Row = [Value.Of(7L), Value.Of("高新区")];
    private static readonly int[] Square = [1_268_000_000, -340_000_000, 1_268_100_000, -340_000_000, 1_268_100_000, -339_900_000, 1_268_000_000, -339_900_000];
    private static readonly int[] SquareEnd = [4];

    private Expression _condition = null!;

    /// <summary>The square lies at 106.28 east, 28.0 north: in the box, and over a side of the ring.</summary>
    [Params("id > 3", "id IN (1,2,3,5,8) OR name LIKE '%新%'", "S_INTERSECTS(geometry,BBOX(106,27,107,30))", "S_INTERSECTS(geometry,POLYGON((106.283 27,107 27,107 30,106.283 30,106.283 27)))")]
    public string Filter { get; set; } = "";

    [GlobalSetup] public void Setup() => _condition = Cql2Filter.Parse(Filter).Bind(TestMaps.Schema);

    [Benchmark(Baseline = true)] public int ReadAndWrite() => Cql2Filter.Write(Cql2Filter.Parse(Filter).Bind(TestMaps.Schema)).Length;

    [Benchmark] public bool EachFeature() =>
        _condition.Evaluate(new EvaluationContext(0, Row, GeometryKind.Polygon, 1) { Coordinates = Square, PartEnds = SquareEnd }).AsBoolean();
}
