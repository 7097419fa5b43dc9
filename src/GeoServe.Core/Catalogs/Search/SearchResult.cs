using System.Collections.Immutable;

namespace GeoServe.Core.Catalogs.Search;

/// <summary>What was found.</summary>
/// <param name="Found">Places in the list of records, the best first; without a text in the order of the list.</param>
/// <param name="Facets">Counts over all that was found.</param>
public sealed record SearchResult(ImmutableArray<int> Found, SearchFacets Facets);
