using GeoServe.Core.Catalogs;
using GeoServe.Core.Sources;

namespace GeoServe.Core.Changes;

/// <summary>A collection as one snapshot sees it.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Revision">Of the source's state that <paramref name="Index"/> shows; another number after any change (design, section 4, "Without a log").</param>
/// <param name="Index">Where tiles take its features from.</param>
public sealed record CollectionState(Collection Collection, ulong Revision, ITileIndex Index)
{
    /// <summary>The newest revision that was seen of the source: another than <see cref="Revision"/> while an index of it is being built.</summary>
    public ulong NewestRevision { get; init; } = Revision;

    /// <summary>Reads the source itself, for the time in which there is no index of its newest state; null for a collection too large for that.</summary>
    public ITileIndex? Direct { get; init; }

    /// <summary>
    /// The state after the source changed: what can be read from the source itself is shown anew at once; of a larger collection the old
    /// state goes on, under its own revision, until the new index is there (design, section 6).
    /// </summary>
    public CollectionState Changed(ulong revision) => Direct is { } direct
        ? this with { Revision = revision, NewestRevision = revision, Index = direct }
        : Index.IsExact ? this with { NewestRevision = revision }
        : this with { Revision = revision, NewestRevision = revision };
}
