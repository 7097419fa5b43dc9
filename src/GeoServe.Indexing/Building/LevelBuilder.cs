using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing.Reading;

namespace GeoServe.Indexing.Building;

/// <summary>
/// Makes the level of one zoom from the next finer one: generalises, then leaves out what tiles have no room for. So each level is made from
/// what is left of the one before, and a feature's lowest zoom is one number.
/// </summary>
/// <param name="folder">For temporary files.</param>
/// <param name="footer">The index so far: kinds of rows.</param>
/// <param name="ranks">Order in which features get room.</param>
/// <param name="room">Bytes that a tile has for the features of this layer.</param>
/// <param name="bytesEach">Bytes of a feature besides its geometry.</param>
/// <param name="isCoverage">True where polygons lie side by side.</param>
internal sealed class LevelBuilder(string folder, IndexFooter footer, FeatureRanks ranks, int room, int bytesEach, bool isCoverage)
{
    // A pixel of 512-pixel tiles is 8 units.
    private const int QuarterPixelUnits = 2;
    private const int PixelUnits = 8;

    // Id and heads of a feature, and the tags of the one or two attributes that a style reads.
    private const int SlimBytes = 20;

    /// <summary>Makes a level.</summary>
    /// <param name="zoom">Its zoom.</param> <param name="file">The file so far.</param> <param name="finer">The level of zoom + 1, or the full one.</param>
    /// <param name="finerLeftOut">Tiles of that level from which features were left out.</param> <param name="leftOut">The same of this level.</param>
    /// <param name="writer">Where the level goes.</param> <param name="cancellationToken">Ends the work.</param>
    public LevelLayout Build(
        int zoom, IndexFile file, LevelReader finer, IReadOnlyDictionary<ulong, ulong> finerLeftOut, Dictionary<ulong, ulong> leftOut, IndexFileWriter writer, CancellationToken cancellationToken)
    {
        int unitSteps = IndexFormat.UnitSteps(zoom);
        foreach ((ulong tile, ulong count) in finerLeftOut)
        {
            ulong parent = LeftOutTile.KeyOf((int)(uint)tile >> 1, (int)(tile >> 32) >> 1);
            leftOut[parent] = leftOut.GetValueOrDefault(parent) + count;
        }
        // A coverage with holes in it would say that nothing is there: none of its features is left out. Where they are too many for a tile its
        // borders are drawn coarser, and an encoder merges what looks the same.
        Candidates candidates = Generalise(zoom, file, finer, QuarterPixelUnits, leftOut, cancellationToken);
        TileCrowding crowding = zoom < IndexFormat.CompleteZoom && isCoverage ? CrowdingOf(zoom, unitSteps, candidates) : TileCrowding.None;
        if (crowding == TileCrowding.Features)
        {
            candidates.Dispose();
            candidates = Generalise(zoom, file, finer, PixelUnits, leftOut: null, cancellationToken);
        }
        using Candidates disposed = candidates;
        using var level = new LevelSpill(folder, zoom, unitSteps);
        bool[]? kept = zoom >= IndexFormat.CompleteZoom || isCoverage ? null : Choose(zoom, unitSteps, candidates);
        candidates.Visit((int candidate, int row, in GridBox bounds, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds) =>
        {
            if (kept is null || kept[candidate]) level.Add(row, bounds, coordinates, partEnds);
            else CountLeftOut(leftOut, zoom, bounds);
        });
        LeftOutTile[] tiles = [.. leftOut.Select(pair => new LeftOutTile(pair.Key, pair.Value)).OrderBy(tile => tile.Key)];
        return level.Write(writer, footer.Rows, crowding, tiles);
    }

    private Candidates Generalise(int zoom, IndexFile file, LevelReader finer, int toleranceUnits, Dictionary<ulong, ulong>? leftOut, CancellationToken cancellationToken)
    {
        var candidates = new Candidates(folder);
        using var generaliser = new Generaliser(file, footer, finer, zoom, toleranceUnits);
        generaliser.GeneraliseAll(
            (int _, int row, in GridBox bounds, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds) => candidates.Add(row, bounds, coordinates, partEnds),
            (in GridBox lost) =>
            {
                if (leftOut is not null) CountLeftOut(leftOut, zoom, lost);
            },
            cancellationToken);
        return candidates;
    }

    private TileCrowding CrowdingOf(int zoom, int unitSteps, Candidates candidates)
    {
        var whole = new TileBudget(zoom, unitSteps, room, bytesEach);
        var slim = new TileBudget(zoom, unitSteps, room, SlimBytes);
        candidates.Visit((int _, int _, in GridBox bounds, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> _) =>
        {
            whole.Take(bounds, coordinates);
            slim.Take(bounds, coordinates);
        });
        return slim.IsExceeded ? TileCrowding.Features : whole.IsExceeded ? TileCrowding.Attributes : TileCrowding.None;
    }

    // Null where all stay.
    private bool[]? Choose(int zoom, int unitSteps, Candidates candidates)
    {
        var budget = new TileBudget(zoom, unitSteps, room, bytesEach);
        candidates.Visit((int _, int _, in GridBox bounds, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> _) => budget.Take(bounds, coordinates));
        if (!budget.IsExceeded) return null;
        budget.Clear();
        var costs = new List<(ulong Tile, int Bytes)>(candidates.Count);
        var starts = new int[candidates.Count + 1];
        var candidateOf = new int[footer.Rows];
        Array.Fill(candidateOf, -1);
        candidates.Visit((int candidate, int row, in GridBox bounds, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> _) =>
        {
            starts[candidate] = costs.Count;
            candidateOf[row] = candidate;
            costs.AddRange(budget.CostsOf(bounds, coordinates));
        });
        starts[^1] = costs.Count;
        var kept = new bool[candidates.Count];
        ReadOnlySpan<(ulong, int)> all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(costs);
        foreach (int row in ranks.Order)
        {
            int candidate = candidateOf[row];
            if (candidate >= 0) kept[candidate] = budget.TryTake(all[starts[candidate]..starts[candidate + 1]]);
        }
        return kept;
    }

    private static void CountLeftOut(Dictionary<ulong, ulong> leftOut, int zoom, in GridBox bounds)
    {
        ulong tile = LeftOutTile.KeyOf(WorldGrid.TileOf((int)(((long)bounds.MinX + bounds.MaxX) / 2), zoom), WorldGrid.TileOf((int)(((long)bounds.MinY + bounds.MaxY) / 2), zoom));
        leftOut[tile] = leftOut.GetValueOrDefault(tile) + 1;
    }
}
