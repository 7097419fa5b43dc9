using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Sources;

/// <summary>
/// The features of one tile query, forward only, in an order that is the same at each call. Positions are steps of the
/// <see cref="WorldGrid"/>: x, y, x, y. Rings do not repeat their first position; in a polygon the outer ring comes first
/// and runs clockwise as seen on the map (positive area with y downwards, MVT 2.1, 4.3.4.4), its holes the other way round.
/// What a property gives is valid until the next feature. Not safe for concurrent use.
/// </summary>
public abstract class FeatureCursor : IDisposable
{
    /// <summary>Goes to the next feature; false after the last.</summary>
    public abstract bool MoveNext();

    /// <summary>The feature's id in tiles, stable over rebuilds, at most 2^53 - 1; 0 for none.</summary>
    public abstract ulong Id { get; }

    /// <summary>Points, lines or polygons.</summary>
    public abstract GeometryKind Kind { get; }

    /// <summary>x, y, x, y, ...</summary>
    public abstract ReadOnlySpan<int> Coordinates { get; }

    /// <summary>For each part (line, ring; all points are one part) the number of positions up to its end.</summary>
    public abstract ReadOnlySpan<int> PartEnds { get; }

    /// <summary>The values of the columns that were asked for, in that order.</summary>
    public abstract ReadOnlySpan<Value> Values { get; }

    /// <summary>One of <see cref="Values"/>, without the others having to be read.</summary>
    /// <param name="column">Its place among the columns that were asked for.</param>
    public virtual Value ValueAt(int column) => Values[column];

    /// <summary>The smallest box around the feature.</summary>
    public virtual GridBox Bounds => GridBox.Around(Coordinates);

    /// <summary>
    /// True when the feature is ready for the grid of <see cref="TileQuery.UnitSteps"/>: each position is a multiple of it (2^31, the
    /// eastern and southern side of the world, stands as <see cref="int.MaxValue"/>), no two neighbours are equal, and polygons are valid (OGC 06-103r4, 6.1.11), so that the encoder has nothing to round and nothing to repair.
    /// </summary>
    public virtual bool IsPrepared => false;

    /// <summary>True when nothing that the query asks for is left out for want of room, although the index leaves something out at this scale.</summary>
    public virtual bool IsComplete => false;

    /// <summary>True when <see cref="ValueNumbers"/> can be asked instead of <see cref="Values"/>.</summary>
    public virtual bool HasValueNumbers => false;

    /// <summary>
    /// For each column that was asked for, in that order, a number of its value: 0 for none, else equal numbers mean equal values, and
    /// <see cref="TileValue"/> gives it as a vector tile has it.
    /// </summary>
    public virtual ReadOnlySpan<uint> ValueNumbers => throw new NotSupportedException("This cursor does not number its values.");

    /// <summary>The value of a number as a message of a vector tile's layer, ready to be copied: tag, length and content (MVT 2.1, 4.1: field 4).</summary>
    public virtual ReadOnlySpan<byte> TileValue(uint number) => throw new NotSupportedException("This cursor does not number its values.");

    /// <summary>The place of a polygon's label: its pole of inaccessibility, the same at every zoom. False where it has none.</summary>
    public virtual bool TryGetLabelPoint(out int x, out int y)
    {
        x = y = 0;
        return false;
    }

    /// <summary>Gives what the cursor holds back.</summary>
    public abstract void Dispose();
}
