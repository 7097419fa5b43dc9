using System.Runtime.CompilerServices;

namespace GeoServe.Core.Geometries;

/// <summary>
/// Tells whether polygons on whole numbers are valid as simple features are (OGC 06-103r4, 6.1.11.1): no position twice, no spike, no ring that
/// crosses or touches itself, rings that touch one another at most at single points, each hole in its own outer ring and in no other hole, an
/// inside that hangs together,
/// polygons of one feature apart but for single points. Exact for every int.
/// </summary>
/// <remarks>
/// Outer rings have a positive area and come before their holes. Few positions are compared each with each, many by a sweep, n log n.
/// Allocates nothing once its lists have grown. Not safe for concurrent use.
/// </remarks>
public sealed class PolygonValidity : IDisposable
{
    private const int Few = 24;         // each edge with each is faster up to here

    private readonly ValiditySweep _sweep = new();

    /// <summary>True when the polygons are valid; nothing at all is valid, too.</summary>
    /// <param name="positions">x, y, x, y of all rings; no ring repeats its first position.</param>
    /// <param name="ends">For each ring the number of positions up to its end, counted from the first ring.</param>
    public bool IsValid(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends)
    {
        if (ends.Length == 0) return positions.Length == 0;
        positions = positions[..(ends[^1] * 2)];
        bool small = Turn.AreSmall(positions);
        if (small && positions.Length <= Few * 2)
        {
            if (ends.Length == 1) return SmallRing.SimpleSign(positions) > 0;
            if (IsSmallPolygonValid(positions, ends) is { } known) return known;
        }
        return _sweep.IsValid(positions, ends, small);
    }

    /// <inheritdoc/>
    public void Dispose() => _sweep.Dispose();

    // One outer ring and holes that touch nothing; null where the sweep must tell.
    private static bool? IsSmallPolygonValid(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends)
    {
        for (int i = 0; i < ends.Length; i++)
        {
            ReadOnlySpan<int> ring = Part(positions, ends, i);
            int sign = SmallRing.SimpleSign(ring);
            if (sign == 0 || (i == 0 && sign < 0)) return false;
            if (i > 0 && sign > 0) return null;
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<int> other = Part(positions, ends, j);
                if (SmallRing.Meet(ring, other)) return null;
                bool inside = RingLocation.Of(ring[0], ring[1], other) > 0;
                if (j == 0 ? !inside : inside || RingLocation.Of(other[0], other[1], ring) > 0) return false;
            }
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<int> Part(ReadOnlySpan<int> positions, ReadOnlySpan<int> ends, int part) =>
        positions[((part == 0 ? 0 : ends[part - 1]) * 2)..(ends[part] * 2)];
}
