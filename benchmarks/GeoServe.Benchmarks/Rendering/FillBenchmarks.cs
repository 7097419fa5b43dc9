using BenchmarkDotNet.Attributes;
using GeoServe.Core.Features.Expressions;
using GeoServe.Rendering.Drawing;
using SkiaSharp;

namespace GeoServe.Benchmarks.Rendering;

/// <summary>How long does it take to fill a 256-pixel tile of polygons: Skia's antialiased paths against our own scanner?</summary>
[MemoryDiagnoser]
public class FillBenchmarks
{
    private const int Pixels = 256;

    private readonly Painter _painter = new();
    private int[][] _rings = [];
    private SKPath[] _paths = [];

    /// <summary>Polygons each way, and vertices of each side.</summary>
    [Params("6x10", "32x5", "2x250")] public string Shape { get; set; } = "6x10";

    [GlobalSetup]
    public void Setup()
    {
        int[] numbers = [.. Shape.Split('x').Select(int.Parse)];
        _rings = Choropleth.Rings(numbers[0], numbers[1], Pixels);
        _paths = [.. _rings.Select(ring =>
        {
            using var builder = new SKPathBuilder();
            builder.AddPoly(ring.Chunk(2).Select(xy => new SKPoint(xy[0] / 16f, xy[1] / 16f)).ToArray(), true);
            return builder.Detach();
        })];
    }

    [Benchmark(Baseline = true)]
    public uint Skia()
    {
        Surface surface = _painter.Surface;
        surface.Reset(Pixels, Pixels);
        using SKSurface skia = SKSurface.Create(new SKImageInfo(Pixels, Pixels, SKColorType.Rgba8888, SKAlphaType.Premul), surface.Address, Pixels * 4);
        using var paint = new SKPaint { IsAntialias = true };
        for (int i = 0; i < _paths.Length; i++)
        {
            paint.Color = new SKColor((byte)(i * 37), (byte)(i * 91), 120);
            skia.Canvas.DrawPath(_paths[i], paint);
        }
        return surface.Pixels[0];
    }

    [Benchmark]
    public uint Scanner()
    {
        _painter.Reset(Pixels, Pixels);
        _painter.Blender.BeginLayer();
        var sink = new Sink(_painter.Blender);
        for (int i = 0; i < _rings.Length; i++)
        {
            _painter.Areas.AddRing(_rings[i], 1.0 / 16);
            _painter.Blender.SetColour(Colour.FromBytes(i * 37 & 255, i * 91 & 255, 120));
            _painter.Areas.Sweep(ref sink);
        }
        return _painter.Surface.Pixels[0];
    }

    private readonly struct Sink(AreaBlender blender) : ICoverageSink
    {
        public void Run(int x, int y, int length, float coverage) => blender.Run(x, y, length, coverage);
    }
}
