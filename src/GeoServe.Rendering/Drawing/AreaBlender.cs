using System.Runtime.CompilerServices;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Rendering.Drawing;

/// <summary>
/// Mixes the areas of one layer into a surface so that neighbours leave no hairline between them. In painter's order a pixel of which
/// one polygon covers 0.4 and its neighbour 0.6 would keep a quarter of the ground; here the coverages of a layer are taken to lie
/// beside each other as long as they fit into the pixel, and over each other beyond that (Porter and Duff's "disjoint over").
/// </summary>
/// <remarks>
/// Whole pixels, nearly all, are painted at once. Only a pixel that is covered in part keeps a record: the ground before the layer, the sum of
/// colours and of coverages. A pixel's state is a number below <c>_base</c> (not touched by this layer), <c>_base</c> (covered
/// whole) or above (a record), so nothing is cleared between layers.
/// </remarks>
internal sealed class AreaBlender
{
    private Surface _surface = null!;
    private int[] _states = [];
    private Part[] _parts = new Part[1024];
    private int _count;
    private int _base = 1;
    private uint _pixel;
    private float _red;
    private float _green;
    private float _blue;
    private float _alpha;

    /// <summary>Begins a picture.</summary>
    public void Reset(Surface surface)
    {
        _surface = surface;
        int pixels = surface.Width * surface.Height;
        if (_states.Length < pixels) (_states, _base) = (new int[pixels], 1);
        BeginLayer();
    }

    /// <summary>Begins a layer: what was drawn so far is its ground.</summary>
    public void BeginLayer()
    {
        _base += _count + 1;
        _count = 0;
        if (_base < int.MaxValue / 2) return;
        Array.Clear(_states);
        _base = 1;
    }

    /// <summary>Sets the colour of the areas that follow.</summary>
    public void SetColour(in Colour colour)
    {
        _pixel = Surface.PixelOf(colour);
        _alpha = (float)colour.Alpha;
        _red = (float)(colour.Red * colour.Alpha * 255);
        _green = (float)(colour.Green * colour.Alpha * 255);
        _blue = (float)(colour.Blue * colour.Alpha * 255);
    }

    /// <summary>Paints a run of pixels covered alike.</summary>
    public void Run(int x, int y, int length, float coverage)
    {
        int first = y * _surface.Width + x;
        Span<uint> pixels = _surface.Pixels.Slice(first, length);
        Span<int> states = _states.AsSpan(first, length);
        if (coverage >= 1 - 1f / 1024) RunWhole(pixels, states);
        else
        {
            for (int i = 0; i < length; i++) AddPart(ref pixels[i], ref states[i], coverage);
        }
    }

    private void RunWhole(Span<uint> pixels, Span<int> states)
    {
        if (_pixel >> 24 == 255) pixels.Fill(_pixel);
        else
        {
            for (int i = 0; i < pixels.Length; i++) pixels[i] = Surface.Over(pixels[i], _pixel);
        }
        states.Fill(_base);
    }

    private void AddPart(ref uint pixel, ref int state, float coverage)
    {
        if (state == _base)
        {
            pixel = Mix(pixel, _red * coverage, _green * coverage, _blue * coverage, _alpha * coverage);
            return;
        }
        if (state < _base)
        {
            if (_count == _parts.Length) Array.Resize(ref _parts, _count * 2);
            _parts[_count] = new Part { Ground = pixel };
            state = _base + ++_count;
        }
        ref Part part = ref _parts[state - _base - 1];
        part.Add(_red, _green, _blue, _alpha, coverage);
        pixel = Mix(part.Ground, part.Red, part.Green, part.Blue, part.Alpha);
    }

    // A colour multiplied by its alpha, 0 to 255 (alpha 0 to 1), over a pixel.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mix(uint ground, float red, float green, float blue, float alpha)
    {
        float rest = 1 - alpha;
        uint r = (uint)(red + (ground & 255) * rest + 0.5f), g = (uint)(green + (ground >> 8 & 255) * rest + 0.5f);
        uint b = (uint)(blue + (ground >> 16 & 255) * rest + 0.5f), a = (uint)(alpha * 255 + (ground >> 24) * rest + 0.5f);
        return Math.Min(r, a) | Math.Min(g, a) << 8 | Math.Min(b, a) << 16 | a << 24;
    }

    private struct Part
    {
        public uint Ground;
        public float Red;
        public float Green;
        public float Blue;
        public float Alpha;
        public float Coverage;

        // Of what is added, as much as does not fit beside the earlier areas lies over them.
        public void Add(float red, float green, float blue, float alpha, float coverage)
        {
            float over = Math.Max(0, Coverage + coverage - 1);
            float kept = over > 0 ? 1 - over * alpha / Coverage : 1;
            Red = Red * kept + red * coverage;
            Green = Green * kept + green * coverage;
            Blue = Blue * kept + blue * coverage;
            Alpha = Math.Min(1, Alpha * kept + alpha * coverage);
            Coverage = Math.Min(1, Coverage + coverage);
        }
    }
}
