using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Sources;

namespace GeoServe.Protocols.Http;

/// <summary>Finds what a request names, or refuses it.</summary>
public static class CatalogLookup
{
    /// <summary>The map of an id.</summary>
    /// <param name="catalog">Where it is looked up.</param> <param name="id">As the request gives it.</param>
    /// <param name="parameter">The parameter that gave it.</param>
    /// <exception cref="RequestException">There is none: <see cref="RequestFault.NotFound"/>.</exception>
    /// <exception cref="SourceUnavailableException">There is one, but its source gave no answer yet.</exception>
    public static Map RequireMap(this Catalog catalog, ReadOnlySpan<char> id, string parameter)
    {
        if (catalog.FindMap(id) is { } map) return map;
        if (catalog.IsUnavailable(id)) throw new SourceUnavailableException($"The data of map '{id}' cannot be read now.");
        throw new RequestException(RequestFault.NotFound, parameter, $"There is no map '{(id.Length > 100 ? id[..100] : id)}'.");
    }
}
