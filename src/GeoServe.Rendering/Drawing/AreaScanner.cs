using System.Numerics;

namespace GeoServe.Rendering.Drawing;

/// <summary>
/// Finds the exact share of each pixel that a polygon covers, by summing signed areas: each edge adds to the pixels that it touches what it
/// changes there, and a running sum along a row gives the coverage. An edge is walked from top to bottom whichever way its ring runs, so the coverages on
/// both sides of a common edge add up to one. Rings of one direction add up to at most one; holes run the other way.
/// </summary>
/// <remarks>
/// Touched pixels are marked in a bitmap, so rows are swept from mark to mark and only marked pixels are cleared: the work grows with the
/// outline, not with the area.
/// </remarks>
internal sealed class AreaScanner
{
    private const float Nothing = 1f / 1024;

    private float[] _changes = [];
    private ulong[] _marks = [];
    private int _width;
    private int _height;
    private int _stride;
    private int _words;
    private int _firstRow;
    private int _lastRow;

    /// <summary>Sets the size; all is clear.</summary>
    public void Reset(int width, int height)
    {
        _width = width;
        _height = height;
        _stride = width + 2;
        _words = (_stride + 63) / 64;
        if (_changes.Length < _stride * height) _changes = new float[_stride * height];
        if (_marks.Length < _words * height) _marks = new ulong[_words * height];
        _firstRow = int.MaxValue;
        _lastRow = -1;
    }

    /// <summary>Adds a ring.</summary>
    /// <param name="ring">x, y, x, y ..., the first position not repeated.</param>
    /// <param name="scale">Pixels in one unit of the ring.</param>
    /// <param name="shiftX">Pixels to the right.</param> <param name="shiftY">Pixels down.</param>
    public void AddRing(ReadOnlySpan<int> ring, double scale, double shiftX = 0, double shiftY = 0)
    {
        if (ring.Length < 6) return;
        double x0 = ring[^2] * scale + shiftX, y0 = ring[^1] * scale + shiftY;
        for (int i = 0; i + 1 < ring.Length; i += 2)
        {
            double x1 = ring[i] * scale + shiftX, y1 = ring[i + 1] * scale + shiftY;
            AddSide(x0, y0, x1, y1);
            (x0, y0) = (x1, y1);
        }
    }

    /// <summary>Adds a ring with a band along its outer side: each edge's as a rectangle. Where rectangles lie over one another their shares of a pixel add up, to one at most.</summary>
    /// <param name="ring">As for <see cref="AddRing"/>; an outer one has positive area (y down), a hole negative.</param> <param name="band">Width of the band in pixels.</param>
    /// <param name="scale">Pixels in one unit of the ring.</param>
    /// <param name="shiftX">Pixels to the right.</param> <param name="shiftY">Pixels down.</param>
    public void AddWidened(ReadOnlySpan<int> ring, double band, double scale, double shiftX = 0, double shiftY = 0)
    {
        AddRing(ring, scale, shiftX, shiftY);
        if (ring.Length < 6) return;
        double x0 = ring[^2] * scale + shiftX, y0 = ring[^1] * scale + shiftY;
        for (int i = 0; i + 1 < ring.Length; i += 2)
        {
            double x1 = ring[i] * scale + shiftX, y1 = ring[i + 1] * scale + shiftY;
            double length = Math.Sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
            if (length > 0)
            {
                double outX = (y1 - y0) / length * band, outY = (x0 - x1) / length * band;
                AddSide(x1, y1, x0, y0);
                AddSide(x0, y0, x0 + outX, y0 + outY);
                AddSide(x0 + outX, y0 + outY, x1 + outX, y1 + outY);
                AddSide(x1 + outX, y1 + outY, x1, y1);
            }
            (x0, y0) = (x1, y1);
        }
    }

    /// <summary>Gives the runs of all rings added since the last sweep, from top to bottom, and forgets the rings.</summary>
    public void Sweep<TSink>(ref TSink sink) where TSink : struct, ICoverageSink
    {
        for (int y = _firstRow; y <= _lastRow; y++) SweepRow(y, ref sink);
        _firstRow = int.MaxValue;
        _lastRow = -1;
    }

    private void SweepRow<TSink>(int y, ref TSink sink) where TSink : struct, ICoverageSink
    {
        Span<float> changes = _changes.AsSpan(y * _stride, _stride);
        Span<ulong> marks = _marks.AsSpan(y * _words, _words);
        float sum = 0;
        int start = 0;
        for (int word = 0; word < marks.Length; word++)
        {
            ulong bits = marks[word];
            marks[word] = 0;
            for (; bits != 0; bits &= bits - 1)
            {
                int x = word * 64 + BitOperations.TrailingZeroCount(bits);
                Emit(start, x, y, sum, ref sink);
                sum += changes[x];
                changes[x] = 0;
                start = x;
            }
        }
        Emit(start, _width, y, sum, ref sink);
    }

    private void Emit<TSink>(int start, int end, int y, float sum, ref TSink sink) where TSink : struct, ICoverageSink
    {
        float coverage = Math.Min(Math.Abs(sum), 1);
        if (coverage <= Nothing) return;
        if (end > _width) end = _width;
        if (end > start) sink.Run(start, y, end - start, coverage);
    }

    private void AddSide(double x0, double y0, double x1, double y1)
    {
        if (y0 < y1) AddEdge(x0, y0, x1, y1, 1);
        else if (y1 < y0) AddEdge(x1, y1, x0, y0, -1);
    }

    // Downwards from (x0, y0) to (x1, y1). What lies left of the surface changes its first column, what lies right of it nothing.
    private void AddEdge(double x0, double y0, double x1, double y1, float direction)
    {
        if (y1 <= 0 || y0 >= _height) return;
        double slope = (x1 - x0) / (y1 - y0);
        if (y0 < 0) (x0, y0) = (x0 - y0 * slope, 0);
        if (y1 > _height) (x1, y1) = (x1 - (y1 - _height) * slope, _height);
        if (x0 >= _width && x1 >= _width) return;
        if (x0 <= 0 && x1 <= 0)
        {
            AddInside(0, y0, 0, y1, direction);
            return;
        }
        if (Math.Min(x0, x1) < 0) AddSplit(x0, y0, x1, y1, 0, y0 - x0 / slope, direction);
        else if (Math.Max(x0, x1) > _width) AddSplit(x0, y0, x1, y1, _width, y0 + (_width - x0) / slope, direction);
        else AddInside(x0, y0, x1, y1, direction);
    }

    // Splits an edge at the row where it crosses a side of the surface; each half then lies on one side of it.
    private void AddSplit(double x0, double y0, double x1, double y1, double side, double at, float direction)
    {
        at = Math.Clamp(at, y0, y1);
        if (at > y0) AddEdge(x0, y0, side, at, direction);
        if (at < y1) AddEdge(side, at, x1, y1, direction);
    }

    private void AddInside(double x0, double y0, double x1, double y1, float direction)
    {
        double slope = (x1 - x0) / (y1 - y0);
        int first = (int)y0, last = Math.Min((int)Math.Ceiling(y1), _height) - 1;
        if (first < _firstRow) _firstRow = first;
        if (last > _lastRow) _lastRow = last;
        double xTop = x0;
        for (int y = first; y <= last; y++)
        {
            double top = Math.Max(y, y0), bottom = Math.Min(y + 1, y1);
            double xBottom = bottom == y1 ? x1 : x0 + (bottom - y0) * slope;
            AddInRow(y, (float)Math.Min(xTop, xBottom), (float)Math.Max(xTop, xBottom), (float)(bottom - top) * direction);
            xTop = xBottom;
        }
    }

    // An edge inside of one row, from left to right; height is signed.
    private void AddInRow(int y, float left, float right, float height)
    {
        int first = (int)left, end = (int)MathF.Ceiling(right);
        Span<float> row = _changes.AsSpan(y * _stride, _stride);
        if (end <= first + 1)
        {
            float beyond = 0.5f * (left + right) - first;       // the mean part of the pixel that lies left of the edge
            Mark(y, first, 2);
            row[first] += height - height * beyond;
            row[first + 1] += height * beyond;
            return;
        }
        float perPixel = 1 / (right - left);
        float inFirst = left - first, inLast = right - end + 1;
        float areaFirst = 0.5f * perPixel * (1 - inFirst) * (1 - inFirst), areaLast = 0.5f * perPixel * inLast * inLast;
        Mark(y, first, end - first + 1);
        row[first] += height * areaFirst;
        if (end == first + 2) row[first + 1] += height * (1 - areaFirst - areaLast);
        else
        {
            float second = perPixel * (1.5f - inFirst);
            row[first + 1] += height * (second - areaFirst);
            for (int x = first + 2; x < end - 1; x++) row[x] += height * perPixel;
            row[end - 1] += height * (1 - (second + (end - first - 3) * perPixel) - areaLast);
        }
        row[end] += height * areaLast;
    }

    private void Mark(int y, int first, int count)
    {
        int line = y * _words;
        for (int x = first; x < first + count; x++) _marks[line + (x >> 6)] |= 1UL << x;
    }
}
