using GeoServe.Core.Catalogs;
using GeoServe.Core.Sources;

namespace GeoServe.Core.Changes;

/// <summary>A collection as one snapshot sees it.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Revision">Of its source; another number after any change (design, section 4, "Without a log").</param>
/// <param name="Index">Where tiles take its features from.</param>
public sealed record CollectionState(Collection Collection, ulong Revision, ITileIndex Index);
