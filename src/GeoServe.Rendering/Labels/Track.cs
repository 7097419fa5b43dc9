namespace GeoServe.Rendering.Labels;

/// <summary>A line to write along: places by their distance from its start, in style pixels from the line's first position.</summary>
internal sealed class Track
{
    private readonly float[] _xs;
    private readonly float[] _ys;
    private readonly double[] _lengths;

    /// <summary>A line given in scene units.</summary>
    public Track(ReadOnlySpan<int> line, double pixelsPerUnit)
    {
        int count = line.Length / 2;
        _xs = new float[count];
        _ys = new float[count];
        _lengths = new double[count];
        OriginX = line[0];
        OriginY = line[1];
        for (int i = 0; i < count; i++)
        {
            _xs[i] = (float)(((double)line[i * 2] - OriginX) * pixelsPerUnit);
            _ys[i] = (float)(((double)line[i * 2 + 1] - OriginY) * pixelsPerUnit);
            if (i > 0) _lengths[i] = _lengths[i - 1] + Math.Sqrt(Square(_xs[i] - (double)_xs[i - 1]) + Square(_ys[i] - (double)_ys[i - 1]));
        }
    }

    /// <summary>The line's first position in scene units.</summary>
    public int OriginX { get; }

    /// <summary>Likewise.</summary>
    public int OriginY { get; }

    /// <summary>Length of the line.</summary>
    public double Length => _lengths[^1];

    /// <summary>Length up to a position.</summary>
    public double LengthTo(int position) => _lengths[position];

    /// <summary>The place at a distance from the start, and the line's direction there in radians, clockwise from the right.</summary>
    public (float X, float Y, float Angle) At(double distance)
    {
        int after = Array.BinarySearch(_lengths, distance);
        if (after < 0) after = ~after;
        after = Math.Clamp(after, 1, _lengths.Length - 1);
        while (after < _lengths.Length - 1 && _lengths[after] <= _lengths[after - 1]) after++;
        double piece = _lengths[after] - _lengths[after - 1], t = piece > 0 ? Math.Clamp((distance - _lengths[after - 1]) / piece, 0, 1) : 0;
        float dx = _xs[after] - _xs[after - 1], dy = _ys[after] - _ys[after - 1];
        return (_xs[after - 1] + (float)t * dx, _ys[after - 1] + (float)t * dy, MathF.Atan2(dy, dx));
    }

    private static double Square(double value) => value * value;
}
