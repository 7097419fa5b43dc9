using GeoServe.Core.Maps;

namespace GeoServe.Rendering.Drawing;

/// <summary>
/// Draws dashes along the rings of one layer. They begin where a ring does, so they go on across the edges of views; and a border that two
/// neighbours share is drawn once, by the one that comes first, for two rows of dashes over each other would make a solid line.
/// </summary>
/// <param name="frame">Where.</param>
/// <param name="reachPixels">Style pixels from the line to the end of its ink.</param>
internal sealed class DashedRings(DrawingFrame frame, double reachPixels)
{
    private readonly HashSet<(int X0, int Y0, int X1, int Y1)> _drawn = [];
    private readonly List<int> _piece = [];
    private readonly int _reach = (int)Math.Ceiling(reachPixels * frame.View.UnitsPerPixel);

    /// <summary>Draws the rings of a feature, which the scene has not cut.</summary>
    public void Draw(Pen pen, in SceneFeature feature, DashPattern dashes, float offset, (float X, float Y) shift)
    {
        int start = 0;
        foreach (int end in feature.PartEnds)
        {
            DrawRing(pen, feature.Coordinates[(start * 2)..(end * 2)], dashes, offset, shift);
            start = end;
        }
    }

    private void DrawRing(Pen pen, ReadOnlySpan<int> ring, DashPattern dashes, float offset, (float X, float Y) shift)
    {
        double length = 0, pieceBegin = 0;
        for (int i = 0; i < ring.Length; i += 2)
        {
            int next = (i + 2) % ring.Length;
            int x0 = ring[i], y0 = ring[i + 1], x1 = ring[next], y1 = ring[next + 1];
            // With an offset each neighbour has a line of its own, beside the other's.
            bool isDrawn = Meets(x0, y0, x1, y1) && (offset != 0 || _drawn.Add((x0, y0).CompareTo((x1, y1)) < 0 ? (x0, y0, x1, y1) : (x1, y1, x0, y0)));
            if (isDrawn)
            {
                if (_piece.Count == 0)
                {
                    pieceBegin = length;
                    _piece.AddRange([x0, y0]);
                }
                _piece.AddRange([x1, y1]);
            }
            else Flush(pen, dashes, pieceBegin, offset, shift);
            double dx = (double)x1 - x0, dy = (double)y1 - y0;
            length += Math.Sqrt(dx * dx + dy * dy);
        }
        Flush(pen, dashes, pieceBegin, offset, shift);
    }

    private bool Meets(int x0, int y0, int x1, int y1) =>
        Math.Max(x0, x1) >= -_reach && Math.Min(x0, x1) <= frame.View.WidthUnits + _reach
        && Math.Max(y0, y1) >= -_reach && Math.Min(y0, y1) <= frame.View.HeightUnits + _reach;

    private void Flush(Pen pen, DashPattern dashes, double begin, float offset, (float X, float Y) shift)
    {
        if (_piece.Count == 0) return;
        ReadOnlySpan<int> piece = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_piece);
        if (offset == 0) pen.Add(frame, piece, isClosed: false, shift);
        else pen.Add(LineOffsetter.Offset(piece, frame.PixelsPerUnit, offset, isClosed: false, shift), isClosed: false);
        pen.Paint.PathEffect?.Dispose();
        pen.Paint.PathEffect = dashes.Effect(begin * frame.PixelsPerUnit);
        pen.Flush(frame);
        _piece.Clear();
    }
}
