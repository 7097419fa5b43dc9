using System.Collections.Immutable;

namespace GeoServe.Core.Catalogs.Search;

/// <summary>One entry of a list: a map or a collection, with what it is found by.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Abstract">A few sentences.</param>
/// <param name="Department">Who answers for it; empty where nobody is named.</param>
/// <param name="Subject">Under which lists show it; empty where none is named.</param>
/// <param name="Kind">Kind of its geometry: point, line, area, mixed or table.</param>
/// <param name="Keywords">Words to find it by.</param>
public sealed record CatalogRecord(
    string Id, LocalText Title, LocalText Abstract, string Department, string Subject, string Kind, ImmutableArray<string> Keywords);
