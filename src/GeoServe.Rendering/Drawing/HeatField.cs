using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Drawing;

/// <summary>Weights on the pixels of a picture and of a margin around it, in pooled memory.</summary>
/// <param name="width">Of the picture, in pixels.</param>
/// <param name="height">Of the picture, in pixels.</param>
/// <param name="margin">Around it: as far as a weight may reach.</param>
internal sealed class HeatField(int width, int height, int margin) : IDisposable
{
    private readonly int _stride = width + (2 * margin);
    private readonly int _rows = height + (2 * margin);
    private readonly float[] _weights = Cleared((width + (2 * margin)) * (height + (2 * margin)));
    private readonly bool[] _isFilled = new bool[height + (2 * margin)];

    /// <summary>The weights of a row of the picture.</summary>
    public ReadOnlySpan<float> Row(int y) => _weights.AsSpan(((y + margin) * _stride) + margin, width);

    /// <summary>Adds a weight at a place of the picture, shared among the four pixels whose middles are around it.</summary>
    public void Add(double x, double y, float weight)
    {
        double u = x - 0.5 + margin, v = y - 0.5 + margin;
        int column = (int)Math.Floor(u), row = (int)Math.Floor(v);
        float right = (float)(u - column), down = (float)(v - row);
        Put(column, row, weight * (1 - right) * (1 - down));
        Put(column + 1, row, weight * right * (1 - down));
        Put(column, row + 1, weight * (1 - right) * down);
        Put(column + 1, row + 1, weight * right * down);
    }

    /// <summary>Adds the bell of one point whose radius is its own.</summary>
    public void AddBell(double x, double y, float weight, double radius)
    {
        double reach = Math.Min(margin, radius * HeatmapLayer.ReachInRadii), u = x - 0.5 + margin, v = y - 0.5 + margin;
        for (int row = (int)Math.Ceiling(v - reach); row <= v + reach; row++)
        {
            for (int column = (int)Math.Ceiling(u - reach); column <= u + reach; column++)
            {
                double far = (((column - u) * (column - u)) + ((row - v) * (row - v))) / (radius * radius);
                Put(column, row, (float)(weight * Math.Exp(-4.5 * far)));
            }
        }
    }

    /// <summary>Turns each weight into a bell: across, then down. A row or column in which nothing lies costs nothing.</summary>
    /// <param name="radius">Three deviations, in pixels.</param>
    public void Blur(double radius)
    {
        int reach = Math.Min(margin, (int)Math.Ceiling(radius * HeatmapLayer.ReachInRadii));
        var bell = new float[reach + 1];
        for (int i = 0; i <= reach; i++) bell[i] = (float)Math.Exp(-4.5 * i * i / (radius * radius));
        float[] across = Cleared(_weights.Length);
        for (int row = 0; row < _rows; row++)
        {
            if (!_isFilled[row]) continue;
            ReadOnlySpan<float> from = _weights.AsSpan(row * _stride, _stride);
            Span<float> to = across.AsSpan((row * _stride) + margin, width);
            for (int i = -reach; i <= reach; i++) AddTimes(to, from.Slice(margin + i, width), bell[Math.Abs(i)]);
        }
        _weights.AsSpan(0, _rows * _stride).Clear();
        for (int row = margin; row < margin + height; row++)
        {
            Span<float> to = _weights.AsSpan((row * _stride) + margin, width);
            for (int i = -reach; i <= reach; i++)
            {
                if (_isFilled[row + i]) AddTimes(to, across.AsSpan(((row + i) * _stride) + margin, width), bell[Math.Abs(i)]);
            }
        }
        ArrayPool<float>.Shared.Return(across);
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<float>.Shared.Return(_weights);

    private void Put(int column, int row, float weight)
    {
        if ((uint)column >= (uint)_stride || (uint)row >= (uint)_rows) return;
        _weights[(row * _stride) + column] += weight;
        _isFilled[row] = true;
    }

    private static void AddTimes(Span<float> to, ReadOnlySpan<float> from, float by)
    {
        Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(to);
        ReadOnlySpan<Vector<float>> terms = MemoryMarshal.Cast<float, Vector<float>>(from);
        for (int i = 0; i < sums.Length; i++) sums[i] += terms[i] * by;
        for (int i = sums.Length * Vector<float>.Count; i < to.Length; i++) to[i] += from[i] * by;
    }

    private static float[] Cleared(int length)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(length);
        Array.Clear(rented);
        return rented;
    }
}
