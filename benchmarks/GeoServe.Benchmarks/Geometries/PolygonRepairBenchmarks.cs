using BenchmarkDotNet.Attributes;
using GeoServe.Core.Geometries;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoServe.Benchmarks.Geometries;

/// <summary>What does a building cost that crosses itself after rounding, against NetTopologySuite's fixer?</summary>
[MemoryDiagnoser]
public class PolygonRepairBenchmarks
{
    private readonly PolygonRepair _repair = new();
    private readonly PooledList<int> _result = new();
    private readonly PooledList<int> _ends = new();
    private readonly int[] _ring = [0, 0, 6, 0, 6, 3, 2, 3, 3, 2, 5, 5, 0, 5];
    private readonly int[] _ringEnds = [7];
    private Polygon _polygon = Polygon.Empty;

    [GlobalSetup]
    public void Setup()
    {
        Coordinate[] open = [.. Enumerable.Range(0, _ring.Length / 2).Select(i => new Coordinate(_ring[i * 2], _ring[(i * 2) + 1]))];
        _polygon = new Polygon(new LinearRing([.. open, open[0]]));
    }

    [Benchmark(Baseline = true)] public double Fixer() => GeometryFixer.Fix(_polygon).Area;

    [Benchmark]
    public int PolygonRepair()
    {
        _result.Clear();
        _ends.Clear();
        _repair.Repair(_ring, _ringEnds, _result, _ends);
        return _result.Count;
    }
}
