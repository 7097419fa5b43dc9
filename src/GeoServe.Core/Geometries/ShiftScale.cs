using System.Runtime.CompilerServices;

namespace GeoServe.Core.Geometries;

/// <summary>A power of two of steps to a unit: all tiles of Web Mercator. Rounds to the nearest unit, halves up (east, south).</summary>
/// <param name="originX">Step of unit 0.</param> <param name="originY">Likewise down.</param>
/// <param name="shift">One unit is 2^shift steps; 0 to 32.</param>
public readonly struct ShiftScale(long originX, long originY, int shift) : IUnitScale
{
    private readonly long _fromX = originX - (shift == 0 ? 0 : 1L << (shift - 1));
    private readonly long _fromY = originY - (shift == 0 ? 0 : 1L << (shift - 1));
    private readonly int _shift = shift;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int X(int step) => (int)((step - _fromX) >> _shift);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Y(int step) => (int)((step - _fromY) >> _shift);
}
