namespace GeoServe.Core.Geometries;

/// <summary>A point of the plane.</summary>
/// <param name="X">East, or longitude, in the units of the CRS at hand; never swapped, whatever the CRS's own axis order.</param>
/// <param name="Y">North, or latitude, likewise.</param>
public readonly record struct Position(double X, double Y);
