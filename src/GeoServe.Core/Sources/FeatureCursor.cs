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

    /// <summary>Gives what the cursor holds back.</summary>
    public abstract void Dispose();
}
