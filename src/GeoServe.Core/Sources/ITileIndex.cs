using GeoServe.Core.Features;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Sources;

/// <summary>One state of a collection, asked for the features of tiles. Immutable; safe for concurrent calls.</summary>
public interface ITileIndex
{
    /// <summary>The columns that can be asked for.</summary>
    FeatureSchema Schema { get; }

    /// <summary>
    /// True when a query gives the very state of the stamp; false when it reads what is there now: newer than the stamp perhaps,
    /// never older, so that an ETag made of the stamp is weak.
    /// </summary>
    bool IsExact { get; }

    /// <summary>Hash of all that the index holds: another content has another number (design, section 4, "base"); 0 for an index that keeps nothing.</summary>
    ulong Base { get; }

    /// <summary>How many features there are, where that is known without counting; null where it is not.</summary>
    long? Count => null;

    /// <summary>False when no feature meets the box for certain, found without touching features.</summary>
    bool MayMeet(GridBox box);

    /// <summary>How many features that meet the box are left out at this scale to keep vector tiles small (design, section 6, "bounded and honest").</summary>
    long LeftOut(GridBox box, double stepsPerPixel);

    /// <summary>How full vector tiles of this scale are with features that none of them may leave out.</summary>
    TileCrowding Crowding(double stepsPerPixel);

    /// <summary>
    /// Begins a query for totals kept with the index: points that stand for all those in a small cell, at their middle, each with how many they are and, where
    /// a column is named, the sum of its numbers. Every cell that meets the box is given whole. Null where there are none so fine, or none of this column.
    /// </summary>
    /// <param name="box">Where.</param>
    /// <param name="cellSteps">The largest side that a cell may have, in steps of the <see cref="WorldGrid"/>.</param>
    /// <param name="sumColumn">The column that is added up; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SourceUnavailableException">The store gave no answer; a later try may succeed.</exception>
    ValueTask<FeatureCursor?> QueryTotalsAsync(GridBox box, double cellSteps, string? sumColumn, CancellationToken cancellationToken) => new((FeatureCursor?)null);

    /// <summary>Begins a query. The cursor is to be disposed.</summary>
    /// <exception cref="SourceUnavailableException">The store gave no answer; a later try may succeed.</exception>
    /// <exception cref="RequestException">More features than the limit of the query: <see cref="RequestFault.TooLarge"/>.</exception>
    ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken);
}
