using System.Collections.Immutable;

namespace GeoServe.Core.Catalogs.Search;

/// <summary>How many of what was found have which value, the most frequent first. Each list leaves its own condition out, so that it shows what else could be chosen.</summary>
/// <param name="Departments">By department.</param>
/// <param name="Kinds">By kind.</param>
/// <param name="Subjects">By subject.</param>
public sealed record SearchFacets(
    ImmutableArray<KeyValuePair<string, int>> Departments, ImmutableArray<KeyValuePair<string, int>> Kinds, ImmutableArray<KeyValuePair<string, int>> Subjects);
