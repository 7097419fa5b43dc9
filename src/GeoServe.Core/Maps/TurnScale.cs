using GeoServe.Core.Geometries;

namespace GeoServe.Core.Maps;

/// <summary>Takes steps of one turn of the world to scene units.</summary>
/// <param name="projection">From steps to the view's units.</param>
/// <param name="shiftSteps">By how much the turn is moved before.</param>
internal readonly struct TurnScale(ViewProjection projection, long shiftSteps) : IUnitScale
{
    /// <inheritdoc/>
    public int X(int step) => projection.X(step + shiftSteps);

    /// <inheritdoc/>
    public int Y(int step) => projection.Y(step);
}
