namespace GeoServe.Core.TileMatrices;

/// <summary>A box of the <see cref="WorldGrid"/>, sides included, y downwards.</summary>
/// <param name="MinX">West side.</param> <param name="MinY">North side.</param>
/// <param name="MaxX">East side.</param> <param name="MaxY">South side.</param>
public readonly record struct GridBox(int MinX, int MinY, int MaxX, int MaxY)
{
    /// <summary>True when the two share a position; touching counts.</summary>
    public bool Intersects(in GridBox other) =>
        MinX <= other.MaxX && other.MinX <= MaxX && MinY <= other.MaxY && other.MinY <= MaxY;

    /// <summary>The box that holds nothing.</summary>
    public static GridBox Empty { get; } = new(int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);

    /// <summary>True when no position lies in it.</summary>
    public bool IsEmpty => MinX > MaxX || MinY > MaxY;

    /// <summary>True when <paramref name="other"/> lies inside, sides included.</summary>
    public bool Contains(in GridBox other) => MinX <= other.MinX && other.MaxX <= MaxX && MinY <= other.MinY && other.MaxY <= MaxY;

    /// <summary>The smallest box around both.</summary>
    public GridBox Union(in GridBox other) => new(
        Math.Min(MinX, other.MinX), Math.Min(MinY, other.MinY), Math.Max(MaxX, other.MaxX), Math.Max(MaxY, other.MaxY));

    /// <summary>The smallest box around positions x, y, x, y; <see cref="Empty"/> for none.</summary>
    public static GridBox Around(ReadOnlySpan<int> positions)
    {
        int minX = int.MaxValue, minY = int.MaxValue, maxX = int.MinValue, maxY = int.MinValue;
        for (int i = 0; i + 1 < positions.Length; i += 2)
        {
            int x = positions[i], y = positions[i + 1];
            if (x < minX) minX = x;
            if (x > maxX) maxX = x;
            if (y < minY) minY = y;
            if (y > maxY) maxY = y;
        }
        return new(minX, minY, maxX, maxY);
    }
}
