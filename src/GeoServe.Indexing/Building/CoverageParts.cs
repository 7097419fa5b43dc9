using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing.Reading;

namespace GeoServe.Indexing.Building;

/// <summary>
/// Cuts a level into runs of entries that are worked on one after another in bounded memory. With each run the rings of all polygons are looked at
/// that meet its box, so that a border between two runs is seen from both its sides in both of them, and is simplified to the same positions.
/// </summary>
internal sealed class CoverageParts(LevelReader level)
{
    // A table of some 50 MB.
    private const int MostPositions = 1 << 20;

    /// <summary>The entry after the last of the run that begins at one.</summary>
    public int EndOf(int begin)
    {
        int end = begin;
        for (long positions = 0; end < level.Count && positions < MostPositions; end++) positions += level.CoordinatesOf(end).Length / 2;
        return end;
    }

    /// <summary>Brings the rings of a run and of its surroundings to the table of borders.</summary>
    /// <param name="begin">First entry of the run.</param> <param name="end">Entry after its last.</param> <param name="kindOf">What an entry is.</param>
    /// <param name="arcs">The table.</param> <param name="cancellationToken">Ends the work.</param>
    public void AddRings(int begin, int end, Func<int, GeometryKind> kindOf, CoverageArcs arcs, CancellationToken cancellationToken)
    {
        GridBox box = GridBox.Empty;
        int positions = 0;
        for (int entry = begin; entry < end; entry++)
        {
            box = box.Union(level.BoundsOf(entry));
            positions += level.CoordinatesOf(entry).Length / 2;
        }
        arcs.Begin(positions);
        int single = 0;
        for (int entry = level.NextMeeting(0, box); entry < level.Count; entry = level.NextMeeting(entry + 1, box))
        {
            if ((entry & 0xFFF) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (kindOf(entry) != GeometryKind.Polygon) continue;
            ReadOnlySpan<int> coordinates = level.CoordinatesOf(entry);
            arcs.AddRings(coordinates, level.PartEndsOf(entry, coordinates.Length / 2, ref single));
        }
    }
}
