using System.Collections.Concurrent;

namespace GeoServe.Rendering.Drawing;

/// <summary>Keeps a few painters with their surfaces: a metatile's memory is megabytes, too much to ask for anew each time.</summary>
internal sealed class PainterPool
{
    // As many as render at once; a larger picture than a metatile at @2x is not kept.
    private const long MostKeptPixels = 2048L * 2048;

    private readonly ConcurrentBag<Painter> _idle = [];
    private int _kept;

    /// <summary>Lends a painter with a clear surface of a size.</summary>
    public Painter Rent(int width, int height)
    {
        if (_idle.TryTake(out Painter? painter)) Interlocked.Decrement(ref _kept);
        else painter = new Painter();
        painter.Reset(width, height);
        return painter;
    }

    /// <summary>Takes a painter back.</summary>
    public void Return(Painter painter)
    {
        if (painter.Surface.Capacity > MostKeptPixels || Interlocked.Increment(ref _kept) > Environment.ProcessorCount)
        {
            Interlocked.Decrement(ref _kept);
            return;
        }
        _idle.Add(painter);
    }
}
