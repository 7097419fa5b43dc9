using BenchmarkDotNet.Attributes;
using GeoServe.Core.Geometries;
using NetTopologySuite.Geometries;

namespace GeoServe.Benchmarks.Geometries;

/// <summary>What does it cost to know that a polygon is valid, against NetTopologySuite?</summary>
[MemoryDiagnoser]
public class PolygonValidityBenchmarks
{
    private readonly PolygonValidity _validity = new();
    private int[] _ring = [];
    private int[] _ends = [];
    private Polygon _polygon = Polygon.Empty;

    [Params(5, 100, 10_000)] public int Vertices { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _ring = Vertices == 5 ? SampleRings.Building(across: false) : SampleRings.Star(Vertices, 1_000_000, 100_000);
        _ends = [Vertices];
        Coordinate[] open = [.. Enumerable.Range(0, Vertices).Select(i => new Coordinate(_ring[i * 2], _ring[(i * 2) + 1]))];
        _polygon = new Polygon(new LinearRing([.. open, open[0]]));
    }

    [Benchmark(Baseline = true)] public bool NetTopologySuiteIsValid() => new NetTopologySuite.Operation.Valid.IsValidOp(_polygon).IsValid;

    [Benchmark] public bool PolygonValidity() => _validity.IsValid(_ring, _ends);
}
