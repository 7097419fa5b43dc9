using System.Runtime.CompilerServices;
using GeoServe.Core.Geometries;

namespace GeoServe.Indexing.Building;

/// <summary>
/// Steps of the grid to the units of a zoom, as <see cref="ShiftScale"/>, but the eastern and southern sides of the world, which would round up
/// beyond the grid, go to the last unit in it.
/// </summary>
/// <param name="shift">One unit is 2^shift steps.</param>
internal readonly struct LevelScale(int shift) : IUnitScale
{
    private readonly ShiftScale _scale = new(0, 0, shift);
    private readonly int _last = (int)((1L << (31 - shift)) - 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int X(int step) => Math.Min(_scale.X(step), _last);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Y(int step) => Math.Min(_scale.Y(step), _last);
}
