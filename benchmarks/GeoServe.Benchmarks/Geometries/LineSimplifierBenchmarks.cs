using BenchmarkDotNet.Attributes;
using GeoServe.Core.Geometries;
using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;

namespace GeoServe.Benchmarks.Geometries;

/// <summary>What do the areas for all scales cost, against one scale by NetTopologySuite?</summary>
[MemoryDiagnoser]
public class LineSimplifierBenchmarks
{
    private readonly LineSimplifier _simplifier = new();
    private int[] _line = [];
    private double[] _areas = [];
    private LineString _string = LineString.Empty;

    [Params(1_000, 100_000)] public int Vertices { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _line = SampleRings.Star(Vertices, 100_000_000, 1_000_000);
        _areas = new double[Vertices];
        _string = new LineString([.. Enumerable.Range(0, Vertices).Select(i => new Coordinate(_line[i * 2], _line[(i * 2) + 1]))]);
    }

    [Benchmark(Baseline = true)] public int DouglasPeucker() => DouglasPeuckerSimplifier.Simplify(_string, 10_000).NumPoints;

    [Benchmark]
    public double LineSimplifier()
    {
        _simplifier.MeasureLine(_line, _areas);
        return _areas[1];
    }
}
