using GeoServe.Core.Geometries;

namespace GeoServe.Sources.Files;

/// <summary>A box in single precision, never smaller than the one it was made from. The empty box meets nothing.</summary>
internal readonly record struct SingleBox(float MinX, float MinY, float MaxX, float MaxY)
{
    /// <summary>The smallest one around a box.</summary>
    public static SingleBox Around(in Box box) => new(Down(box.MinX), Down(box.MinY), Up(box.MaxX), Up(box.MaxY));

    /// <summary>True when the two share a position; an empty box shares none, with an endless one either.</summary>
    public bool Meets(in SingleBox other) => MinX <= MaxX && MinX <= other.MaxX && other.MinX <= MaxX && MinY <= other.MaxY && other.MinY <= MaxY;

    /// <summary>True when the whole lies in a box, sides included.</summary>
    public bool LiesIn(in Box box) => MinX >= box.MinX && MaxX <= box.MaxX && MinY >= box.MinY && MaxY <= box.MaxY;

    /// <summary>The smallest one around both.</summary>
    public SingleBox Union(in SingleBox other) => new(
        Math.Min(MinX, other.MinX), Math.Min(MinY, other.MinY), Math.Max(MaxX, other.MaxX), Math.Max(MaxY, other.MaxY));

    private static float Down(double value)
    {
        float single = (float)value;
        return single > value ? float.BitDecrement(single) : single;
    }

    private static float Up(double value)
    {
        float single = (float)value;
        return single < value ? float.BitIncrement(single) : single;
    }
}
