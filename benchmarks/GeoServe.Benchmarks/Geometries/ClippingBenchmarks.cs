using BenchmarkDotNet.Attributes;
using GeoServe.Core.Geometries;
using NetTopologySuite.Geometries;

namespace GeoServe.Benchmarks.Geometries;

/// <summary>What does it cost to cut a ring to a tile, against an overlay by NetTopologySuite?</summary>
[MemoryDiagnoser]
public class ClippingBenchmarks
{
    private readonly BoxClipper _clipper = new(0, 0, 4096, 4096);
    private readonly PooledList<int> _result = new();
    private readonly Geometry _box = new GeometryFactory().ToGeometry(new Envelope(0, 4096, 0, 4096));
    private int[] _ring = [];
    private Polygon _polygon = Polygon.Empty;

    [Params(10, 1_000, 100_000)] public int Vertices { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _ring = [.. Enumerable.Range(0, Vertices).SelectMany(i =>
        {
            double angle = 2 * Math.PI * i / Vertices, radius = 2500 * (1 + (random.NextDouble() / 10));
            return new[] { 2048 + (int)(radius * Math.Cos(angle)), 2048 + (int)(radius * Math.Sin(angle)) };
        })];
        Coordinate[] open = [.. Enumerable.Range(0, Vertices).Select(i => new Coordinate(_ring[i * 2], _ring[(i * 2) + 1]))];
        _polygon = new Polygon(new LinearRing([.. open, open[0]]));
    }

    [Benchmark(Baseline = true)] public double Overlay() => _polygon.Buffer(0).Intersection(_box).Area;

    [Benchmark]
    public int BoxClipper()
    {
        _result.Clear();
        _clipper.ClipRing(_ring, _result);
        return _result.Count;
    }
}
