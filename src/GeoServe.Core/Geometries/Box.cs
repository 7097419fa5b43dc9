namespace GeoServe.Core.Geometries;

/// <summary>An axis-parallel rectangle, its sides included. X is east and Y north, in the units of the CRS at hand.</summary>
/// <param name="MinX">West side.</param>
/// <param name="MinY">South side.</param>
/// <param name="MaxX">East side, not less than <paramref name="MinX"/> unless the box is empty.</param>
/// <param name="MaxY">North side, likewise.</param>
public readonly record struct Box(double MinX, double MinY, double MaxX, double MaxY)
{
    /// <summary>The box that holds nothing; the neutral element of <see cref="Union"/>.</summary>
    public static Box Empty { get; } = new(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);

    /// <summary>Longitude -180 to 180, latitude -90 to 90.</summary>
    public static Box WholeEarth { get; } = new(-180, -90, 180, 90);

    /// <summary>True when no position lies in the box; also for NaN.</summary>
    public bool IsEmpty => !(MinX <= MaxX && MinY <= MaxY);

    /// <summary>Extent from west to east.</summary>
    public double Width => MaxX - MinX;

    /// <summary>Extent from south to north.</summary>
    public double Height => MaxY - MinY;

    /// <summary>The middle.</summary>
    public Position Centre => new((MinX + MaxX) / 2, (MinY + MaxY) / 2);

    /// <summary>True when the two share a position; touching counts.</summary>
    public bool Intersects(in Box other) =>
        MinX <= other.MaxX && other.MinX <= MaxX && MinY <= other.MaxY && other.MinY <= MaxY;

    /// <summary>True when <paramref name="other"/> lies inside, sides included; an empty box lies in none.</summary>
    public bool Contains(in Box other) =>
        !other.IsEmpty && MinX <= other.MinX && other.MaxX <= MaxX && MinY <= other.MinY && other.MaxY <= MaxY;

    /// <summary>True when the position lies inside or on a side.</summary>
    public bool Contains(in Position position) =>
        MinX <= position.X && position.X <= MaxX && MinY <= position.Y && position.Y <= MaxY;

    /// <summary>The smallest box around both.</summary>
    public Box Union(in Box other) => IsEmpty ? other : other.IsEmpty ? this : new(
        Math.Min(MinX, other.MinX), Math.Min(MinY, other.MinY), Math.Max(MaxX, other.MaxX), Math.Max(MaxY, other.MaxY));

    /// <summary>What both share; empty where that is nothing.</summary>
    public Box Intersection(in Box other) => new(
        Math.Max(MinX, other.MinX), Math.Max(MinY, other.MinY), Math.Min(MaxX, other.MaxX), Math.Min(MaxY, other.MaxY));

    /// <summary>The box with each side moved outwards by <paramref name="distance"/>, in its own units.</summary>
    public Box Grow(double distance) => new(MinX - distance, MinY - distance, MaxX + distance, MaxY + distance);

    /// <summary>The smallest box that also holds the position; a NaN changes nothing.</summary>
    public Box Including(double x, double y) => double.IsNaN(x) || double.IsNaN(y)
        ? this
        : new(Math.Min(MinX, x), Math.Min(MinY, y), Math.Max(MaxX, x), Math.Max(MaxY, y));
}
