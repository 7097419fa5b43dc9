using SkiaSharp;

namespace GeoServe.Rendering.Drawing;

/// <summary>Moves lines to one side.</summary>
internal static class LineOffsetter
{
    /// <summary>The line moved to its right (of its direction, y down) by a distance in picture pixels; corners are mitred, sharp ones cut.</summary>
    /// <param name="line">In scene units.</param> <param name="scale">Picture pixels in a unit.</param>
    /// <param name="distance">Picture pixels; negative moves to the left.</param>
    /// <param name="isClosed">True for a ring.</param> <param name="shift">Added to all positions.</param>
    public static SKPoint[] Offset(ReadOnlySpan<int> line, double scale, float distance, bool isClosed, (float X, float Y) shift)
    {
        int count = line.Length / 2;
        var moved = new List<SKPoint>(count + 4);
        for (int i = 0; i < count; i++)
        {
            SKPoint at = At(line, i, scale, shift);
            SKPoint? before = i > 0 ? At(line, i - 1, scale, shift) : isClosed ? At(line, count - 1, scale, shift) : null;
            SKPoint? after = i + 1 < count ? At(line, i + 1, scale, shift) : isClosed ? At(line, 0, scale, shift) : null;
            SKPoint into = before is { } b ? RightOf(b, at) : RightOf(at, after!.Value);
            SKPoint outOf = after is { } a ? RightOf(at, a) : into;
            float sumX = into.X + outOf.X, sumY = into.Y + outOf.Y, length = sumX * sumX + sumY * sumY;
            if (length > 0.5f)
            {
                float reach = 2 * distance / length;         // the miter of two unit normals
                moved.Add(new(at.X + sumX * reach, at.Y + sumY * reach));
            }
            else
            {
                moved.Add(new(at.X + into.X * distance, at.Y + into.Y * distance));
                moved.Add(new(at.X + outOf.X * distance, at.Y + outOf.Y * distance));
            }
        }
        return [.. moved];
    }

    private static SKPoint At(ReadOnlySpan<int> line, int index, double scale, (float X, float Y) shift) =>
        new((float)(line[index * 2] * scale) + shift.X, (float)(line[index * 2 + 1] * scale) + shift.Y);

    private static SKPoint RightOf(SKPoint from, SKPoint to)
    {
        float x = to.X - from.X, y = to.Y - from.Y, length = MathF.Sqrt(x * x + y * y);
        return length == 0 ? default : new(-y / length, x / length);
    }
}
