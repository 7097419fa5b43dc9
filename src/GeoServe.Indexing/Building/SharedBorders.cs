using System.Runtime.InteropServices;
using GeoServe.Indexing.Reading;

namespace GeoServe.Indexing.Building;

/// <summary>Tells whether polygons lie side by side, as districts do, or apart, as buildings do.</summary>
internal static class SharedBorders
{
    /// <summary>
    /// What part of the edges two polygons of a coverage share at least. In the sample city 0.93 to 0.97 for townships, land use and hillslopes, 0.77 for districts,
    /// 0.35 for zones of communities, most of which have no neighbour, and none for buildings and water.
    /// </summary>
    public const double LeastOfCoverage = 0.3;

    // Neighbours in Hilbert order are neighbours on the ground, so a run of the middle tells enough.
    private const int MostPositions = 200_000;

    /// <summary>What part of the edges is there twice, once in each direction, 0 to 1; over a run of entries from the middle of the level.</summary>
    public static double PartOf(LevelReader level)
    {
        var edges = new Dictionary<(ulong, ulong), bool>();
        int looked = 0, shared = 0, single = 0;
        for (int entry = level.Count > 20_000 ? level.Count / 2 : 0; entry < level.Count && looked < MostPositions; entry++)
        {
            ReadOnlySpan<int> coordinates = level.CoordinatesOf(entry);
            looked += coordinates.Length / 2;
            int start = 0;
            foreach (int end in level.PartEndsOf(entry, coordinates.Length / 2, ref single))
            {
                shared += CountShared(MemoryMarshal.Cast<int, ulong>(coordinates[(start * 2)..(end * 2)]), edges);
                start = end;
            }
        }
        return looked == 0 ? 0 : 2.0 * shared / looked;
    }

    private static int CountShared(ReadOnlySpan<ulong> ring, Dictionary<(ulong, ulong), bool> edges)
    {
        int shared = 0;
        ulong last = ring[^1];
        foreach (ulong next in ring)
        {
            if (edges.Remove((next, last))) shared++;
            else edges[(last, next)] = true;
            last = next;
        }
        return shared;
    }
}
