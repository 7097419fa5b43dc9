namespace GeoServe.Rendering.Labels;

/// <summary>A box in scene units, sides included. Whole numbers, so that two blocks with different origins compare alike.</summary>
internal readonly record struct UnitBox(int MinX, int MinY, int MaxX, int MaxY)
{
    /// <summary>True when both share more than a side.</summary>
    public bool Overlaps(in UnitBox other) => MinX < other.MaxX && other.MinX < MaxX && MinY < other.MaxY && other.MinY < MaxY;

    /// <summary>The smallest box around both.</summary>
    public UnitBox Union(in UnitBox other) =>
        new(Math.Min(MinX, other.MinX), Math.Min(MinY, other.MinY), Math.Max(MaxX, other.MaxX), Math.Max(MaxY, other.MaxY));

    /// <summary>Moved by whole units.</summary>
    public UnitBox Move(int x, int y) => new(MinX + x, MinY + y, MaxX + x, MaxY + y);

    /// <summary>Each side moved outwards.</summary>
    public UnitBox Grow(int units) => new(MinX - units, MinY - units, MaxX + units, MaxY + units);
}
