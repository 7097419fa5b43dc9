using SkiaSharp;

namespace GeoServe.Rendering.Drawing;

/// <summary>Strokes lines and rings of a scene by Skia.</summary>
internal sealed class Pen : IDisposable
{
    private readonly SKPathBuilder _builder = new();

    /// <summary>Colour, width and style of the stroke.</summary>
    public SKPaint Paint { get; } = new() { IsAntialias = true, Style = SKPaintStyle.Stroke };

    /// <summary>Strokes all parts as one path, so that it does not darken itself where it crosses itself.</summary>
    /// <param name="frame">Where.</param>
    /// <param name="coordinates">In scene units.</param> <param name="partEnds">Positions up to each part's end.</param>
    /// <param name="isClosed">True for rings.</param> <param name="shift">In picture pixels.</param>
    public void Draw(DrawingFrame frame, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds, bool isClosed, (float X, float Y) shift)
    {
        int start = 0;
        foreach (int end in partEnds)
        {
            Add(frame, coordinates[(start * 2)..(end * 2)], isClosed, shift);
            start = end;
        }
        Flush(frame);
    }

    /// <summary>Adds one part to the path.</summary>
    public void Add(DrawingFrame frame, ReadOnlySpan<int> part, bool isClosed, (float X, float Y) shift)
    {
        double scale = frame.PixelsPerUnit;
        for (int i = 0; i + 1 < part.Length; i += 2)
        {
            float x = (float)(part[i] * scale) + shift.X, y = (float)(part[i + 1] * scale) + shift.Y;
            if (i == 0) _builder.MoveTo(x, y);
            else _builder.LineTo(x, y);
        }
        if (isClosed) _builder.Close();
    }

    /// <summary>Adds one part given in picture pixels.</summary>
    public void Add(ReadOnlySpan<SKPoint> part, bool isClosed)
    {
        for (int i = 0; i < part.Length; i++)
        {
            if (i == 0) _builder.MoveTo(part[i]);
            else _builder.LineTo(part[i]);
        }
        if (isClosed) _builder.Close();
    }

    /// <summary>Strokes what was added, and forgets it.</summary>
    public void Flush(DrawingFrame frame)
    {
        using SKPath path = _builder.Detach();
        if (!path.IsEmpty) frame.Canvas.DrawPath(path, Paint);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Paint.PathEffect?.Dispose();
        Paint.MaskFilter?.Dispose();
        Paint.Dispose();
        _builder.Dispose();
    }
}
