using GeoServe.Core.Geometries;

namespace GeoServe.Sources.Files;

/// <summary>The rows of a file in the order in which they are given, with their boxes. Immutable; safe for concurrent calls.</summary>
internal interface IFileRows
{
    /// <summary>How many there are.</summary>
    long Count { get; }

    /// <summary>Where a row stands.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    RowPlace At(long index);

    /// <summary>Adds the rows that may meet a box, ascending.</summary>
    /// <param name="box">Not empty.</param>
    /// <param name="found">Gets candidates.</param>
    void Find(in Box box, PooledList<RowCandidate> found);
}
