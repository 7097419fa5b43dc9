using BenchmarkDotNet.Attributes;
using GeoServe.Core.Features.Expressions;
using GeoServe.Rendering.Drawing;
using GeoServe.Rendering.Images;
using SkiaSharp;

namespace GeoServe.Benchmarks.Rendering;

/// <summary>How long does it take to write a 256-pixel tile as PNG, and how large is it: Skia's encoder against ours? (The sizes are printed at set-up.)</summary>
[MemoryDiagnoser]
public class PngBenchmarks
{
    private const int Pixels = 256;

    private readonly Painter _painter = new();
    private readonly PngEncoder _encoder = new();

    /// <summary>Many colours (a choropleth with soft edges), few (its edges hard), or one.</summary>
    [Params("many", "few", "one")] public string Colours { get; set; } = "many";

    [GlobalSetup]
    public void Setup()
    {
        _painter.Reset(Pixels, Pixels);
        _painter.Surface.Pixels.Fill(0xfff0f0f0);
        if (Colours != "one") Fill(hard: Colours == "few");
        Console.WriteLine($"// {Colours}: ours {Ours()} bytes, Skia {Skia()} bytes, Skia (Sub, level 1) {SkiaFast()} bytes");
    }

    [Benchmark(Baseline = true)]
    public int Skia() => Encode(SKPngEncoderOptions.Default);

    [Benchmark]
    public int SkiaFast() => Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 1));

    [Benchmark]
    public int Ours() => _encoder.Encode(new PixelBlock(_painter.Surface, 0, 0, Pixels, Pixels)).Length;

    private int Encode(SKPngEncoderOptions options)
    {
        using var pixmap = new SKPixmap(new SKImageInfo(Pixels, Pixels, SKColorType.Rgba8888, SKAlphaType.Premul), _painter.Surface.Address, Pixels * 4);
        using SKData data = pixmap.Encode(options)!;
        return (int)data.Size;
    }

    private void Fill(bool hard)
    {
        var sink = new Sink(_painter.Blender, hard);
        int i = 0;
        foreach (int[] ring in Choropleth.Rings(12, 10, Pixels))
        {
            _painter.Areas.AddRing(ring, 1.0 / 16);
            _painter.Blender.SetColour(Colour.FromBytes(++i * 37 & 255, i * 91 & 255, 120));
            _painter.Areas.Sweep(ref sink);
        }
    }

    private readonly struct Sink(AreaBlender blender, bool hard) : ICoverageSink
    {
        public void Run(int x, int y, int length, float coverage)
        {
            if (!hard) blender.Run(x, y, length, coverage);
            else if (coverage >= 0.5f) blender.Run(x, y, length, 1);
        }
    }
}
