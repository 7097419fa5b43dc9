namespace GeoServe.Indexing;

/// <summary>Places on the Hilbert curve that fills the world grid: what is near on the curve is near on the ground.</summary>
internal static class Hilbert
{
    /// <summary>Place of a position on the curve of order 32.</summary>
    public static ulong PlaceOf(int gridX, int gridY)
    {
        uint x = (uint)gridX ^ 0x8000_0000, y = (uint)gridY ^ 0x8000_0000;
        ulong place = 0;
        for (uint bit = 0x8000_0000; bit != 0; bit >>= 1)
        {
            bool right = (x & bit) != 0, down = (y & bit) != 0;
            place = (place << 2) | (right ? (down ? 2u : 3u) : (down ? 1u : 0u));
            if (down) continue;
            // The lower quarters are turned: swapped at the left, swapped and mirrored at the right.
            if (right) (x, y) = (~x, ~y);
            (x, y) = (y, x);
        }
        return place;
    }
}
