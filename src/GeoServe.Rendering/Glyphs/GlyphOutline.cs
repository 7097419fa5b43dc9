using SkiaSharp;

namespace GeoServe.Rendering.Glyphs;

/// <summary>A glyph's outline as straight pieces, y down, flattened so that no piece strays more than a hundredth of a pixel.</summary>
internal sealed class GlyphOutline
{
    private readonly List<(float X0, float Y0, float X1, float Y1)> _pieces = [];

    /// <summary>The pieces, closed contours one after the other.</summary>
    public IReadOnlyList<(float X0, float Y0, float X1, float Y1)> Pieces => _pieces;

    /// <summary>Reads a path; null gives none.</summary>
    public static GlyphOutline Of(SKPath? path)
    {
        var outline = new GlyphOutline();
        if (path is null) return outline;
        using SKPath.Iterator iterator = path.CreateIterator(forceClose: true);
        Span<SKPoint> points = stackalloc SKPoint[4];
        SKPathVerb verb;
        while ((verb = iterator.Next(points)) != SKPathVerb.Done)
        {
            switch (verb)
            {
                case SKPathVerb.Line: outline.Add(points[0], points[1]); break;
                case SKPathVerb.Quad: outline.AddCubic(points[0], Between(points[0], points[1]), Between(points[2], points[1]), points[2]); break;
                case SKPathVerb.Cubic: outline.AddCubic(points[0], points[1], points[2], points[3]); break;
                case SKPathVerb.Conic: outline.AddCubic(points[0], Between(points[0], points[1]), Between(points[2], points[1]), points[2]); break;
            }
        }
        return outline;
    }

    // A quadratic curve as a cubic one: two thirds of the way to its control point.
    private static SKPoint Between(SKPoint end, SKPoint control) => new(end.X + (control.X - end.X) * 2 / 3, end.Y + (control.Y - end.Y) * 2 / 3);

    private void AddCubic(SKPoint a, SKPoint b, SKPoint c, SKPoint d)
    {
        float bend = MathF.Abs(a.X - 2 * b.X + c.X) + MathF.Abs(a.Y - 2 * b.Y + c.Y) + MathF.Abs(b.X - 2 * c.X + d.X) + MathF.Abs(b.Y - 2 * c.Y + d.Y);
        int count = Math.Clamp((int)MathF.Ceiling(MathF.Sqrt(bend * 40)), 1, 32);
        SKPoint last = a;
        for (int i = 1; i <= count; i++)
        {
            float t = i / (float)count, s = 1 - t;
            SKPoint next = new(
                s * s * s * a.X + 3 * s * s * t * b.X + 3 * s * t * t * c.X + t * t * t * d.X,
                s * s * s * a.Y + 3 * s * s * t * b.Y + 3 * s * t * t * c.Y + t * t * t * d.Y);
            Add(last, next);
            last = next;
        }
    }

    private void Add(SKPoint from, SKPoint to)
    {
        if (from != to) _pieces.Add((from.X, from.Y, to.X, to.Y));
    }

    /// <summary>Distance of a place from the outline, negative inside (of nonzero winding); at most <paramref name="most"/>.</summary>
    public float Distance(float x, float y, float most)
    {
        float nearest = most * most;
        int winding = 0;
        foreach ((float x0, float y0, float x1, float y1) in _pieces)
        {
            if (y0 <= y != y1 <= y)
            {
                float across = x0 + (y - y0) / (y1 - y0) * (x1 - x0);
                if (across > x) winding += y1 > y0 ? 1 : -1;
            }
            // Most pieces are farther away in one direction alone than the nearest so far.
            float apartX = Math.Max(Math.Min(x0, x1) - x, x - Math.Max(x0, x1)), apartY = Math.Max(Math.Min(y0, y1) - y, y - Math.Max(y0, y1));
            if ((apartX > 0 && apartX * apartX >= nearest) || (apartY > 0 && apartY * apartY >= nearest)) continue;
            float dx = x1 - x0, dy = y1 - y0;
            float t = Math.Clamp(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy), 0, 1);
            float offX = x - x0 - t * dx, offY = y - y0 - t * dy;
            nearest = Math.Min(nearest, offX * offX + offY * offY);
        }
        return winding != 0 ? -MathF.Sqrt(nearest) : MathF.Sqrt(nearest);
    }
}
