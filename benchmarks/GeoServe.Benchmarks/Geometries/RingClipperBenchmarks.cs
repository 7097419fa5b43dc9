using BenchmarkDotNet.Attributes;
using GeoServe.Core.Geometries;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using Clipper = GeoServe.Core.Geometries.RingClipper;

namespace GeoServe.Benchmarks.Geometries;

/// <summary>What do proper rings cost, against one ring that runs along the sides and against an overlay by NetTopologySuite?</summary>
[MemoryDiagnoser]
public class RingClipperBenchmarks
{
    private readonly Clipper _clipper = new(0, 0, 4096, 4096);
    private readonly BoxClipper _simple = new(0, 0, 4096, 4096);
    private readonly PooledList<int> _result = new();
    private readonly PooledList<int> _ends = new();
    private readonly Geometry _box = new GeometryFactory().ToGeometry(new Envelope(-0.5, 4096.5, -0.5, 4096.5));
    private int[] _ring = [];
    private int[] _ringEnds = [];
    private Polygon _polygon = Polygon.Empty;

    [Params("inside", "across", "1,000", "100,000")] public string Ring { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _ring = Ring switch
        {
            "inside" => SampleRings.Building(across: false),
            "across" => SampleRings.Building(across: true),
            "1,000" => SampleRings.Star(1_000, 2500, 250),
            _ => SampleRings.Star(100_000, 2500, 250),
        };
        _ringEnds = [_ring.Length / 2];
        Coordinate[] open = [.. Enumerable.Range(0, _ring.Length / 2).Select(i => new Coordinate(_ring[i * 2], _ring[(i * 2) + 1]))];
        _polygon = new Polygon(new LinearRing([.. open, open[0]]));
    }

    [Benchmark(Baseline = true)]
    public int SutherlandHodgman()
    {
        _result.Clear();
        switch (_simple.Relate(_ring))
        {
            case BoxRelation.Inside: _result.AddRange(_ring); break;
            case BoxRelation.Across: _simple.ClipRing(_ring, _result); break;
        }
        return _result.Count;
    }

    [Benchmark]
    public int RingClipper()
    {
        _result.Clear();
        _ends.Clear();
        _clipper.Clip(_ring, _ringEnds, _result, _ends);
        return _result.Count;
    }

    [Benchmark] public double Overlay() => OverlayNGRobust.Overlay(_polygon, _box, SpatialFunction.Intersection).Area;
}
