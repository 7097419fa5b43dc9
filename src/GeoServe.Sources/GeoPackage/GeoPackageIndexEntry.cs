using GeoServe.Core.Geometries;

namespace GeoServe.Sources.GeoPackage;

/// <summary>A row's box for the spatial index: in single precision, each side rounded outwards, as SQLite's R*Tree keeps it.</summary>
internal readonly struct GeoPackageIndexEntry
{
    public GeoPackageIndexEntry(long id, in Box box)
    {
        Id = id;
        (MinX, MinY, MaxX, MaxY) = (Down(box.MinX), Down(box.MinY), Up(box.MaxX), Up(box.MaxY));
    }

    public long Id { get; }

    public float MinX { get; }

    public float MinY { get; }

    public float MaxX { get; }

    public float MaxY { get; }

    private static float Down(double value) => (float)value is var single && single > value ? MathF.BitDecrement(single) : single;

    private static float Up(double value) => (float)value is var single && single < value ? MathF.BitIncrement(single) : single;
}
