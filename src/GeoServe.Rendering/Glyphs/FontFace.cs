using System.Runtime.InteropServices;
using HarfBuzzSharp;
using SkiaSharp;

namespace GeoServe.Rendering.Glyphs;

/// <summary>One font: Skia draws with it, HarfBuzz shapes with it. Lives as long as the process. Safe for concurrent use.</summary>
internal sealed class FontFace
{
    private const int Em = 1 << 16;

    private readonly Font _shaper;

    /// <summary>A font by its typeface.</summary>
    /// <exception cref="InvalidOperationException">The typeface gives no data to shape with.</exception>
    public FontFace(string name, SKTypeface typeface)
    {
        Name = name;
        Typeface = typeface;
        using SKStreamAsset stream = typeface.OpenStream(out int index) ?? throw new InvalidOperationException($"The font '{name}' gives no data.");
        byte[] data = new byte[stream.Length];
        stream.Read(data, data.Length);
        GCHandle pinned = GCHandle.Alloc(data, GCHandleType.Pinned);      // for the process's life, as the face
        var blob = new Blob(pinned.AddrOfPinnedObject(), data.Length, MemoryMode.ReadOnly);
        _shaper = new Font(new Face(blob, index));
        _shaper.SetScale(Em, Em);
        _shaper.SetFunctionsOpenType();
    }

    /// <summary>As styles name it, such as "Noto Sans SC Regular".</summary>
    public string Name { get; }

    /// <summary>For Skia.</summary>
    public SKTypeface Typeface { get; }

    /// <summary>True when the font has a glyph for the character.</summary>
    public bool Has(int codePoint) => GlyphOf(codePoint) != 0;

    /// <summary>The number of a character's own glyph, without shaping; 0 where there is none.</summary>
    public ushort GlyphOf(int codePoint) => _shaper.TryGetGlyph(codePoint, out uint glyph) ? (ushort)glyph : (ushort)0;

    /// <summary>Adds the glyphs of a piece of text, in the order in which they stand from left to right.</summary>
    /// <param name="text">The whole text.</param> <param name="start">First character of the piece.</param> <param name="length">Its characters.</param>
    /// <param name="into">Takes the glyphs.</param>
    public void Shape(string text, int start, int length, List<ShapedGlyph> into)
    {
        using var buffer = new HarfBuzzSharp.Buffer();
        buffer.AddUtf16(text.AsSpan(start, length));
        buffer.GuessSegmentProperties();
        _shaper.Shape(buffer);
        ReadOnlySpan<GlyphInfo> infos = buffer.GetGlyphInfoSpan();
        ReadOnlySpan<GlyphPosition> positions = buffer.GetGlyphPositionSpan();
        for (int i = 0; i < infos.Length; i++)
        {
            into.Add(new ShapedGlyph(this, (ushort)infos[i].Codepoint, start + (int)infos[i].Cluster,
                positions[i].XAdvance / (float)Em, positions[i].XOffset / (float)Em, -positions[i].YOffset / (float)Em));
        }
    }
}
