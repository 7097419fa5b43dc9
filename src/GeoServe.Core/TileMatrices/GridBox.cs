namespace GeoServe.Core.TileMatrices;

/// <summary>A box of the <see cref="WorldGrid"/>, sides included, y downwards.</summary>
/// <param name="MinX">West side.</param> <param name="MinY">North side.</param>
/// <param name="MaxX">East side.</param> <param name="MaxY">South side.</param>
public readonly record struct GridBox(int MinX, int MinY, int MaxX, int MaxY)
{
    /// <summary>True when the two share a position; touching counts.</summary>
    public bool Intersects(in GridBox other) =>
        MinX <= other.MaxX && other.MinX <= MaxX && MinY <= other.MaxY && other.MinY <= MaxY;
}
