using System.Text;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Maps;

namespace GeoServe.Protocols.Http;

/// <summary>
/// The parameters that take a part of a map's content: <c>filter</c> (with <c>filter-lang</c> and <c>filter-crs</c>, OGC 19-079r2), <c>time</c> and
/// <c>properties</c>. As they were given; <see cref="MapSelection"/> checks them.
/// </summary>
/// <param name="Filter">CQL2 text; null where none is given.</param>
/// <param name="Time">An instant or an interval; null where none is given.</param>
/// <param name="Properties">Names of attributes, separated by commas; null where none are given.</param>
internal readonly record struct SelectionParameters(string? Filter, string? Time, string? Properties)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="RequestException">The filter is in another language or CRS than is offered.</exception>
    public static SelectionParameters Of(in KeyValuePairs query)
    {
        string? filter = query.Find("filter");
        if (filter is { Length: > 0 })
        {
            if (query.Find("filter-lang") is { Length: > 0 } language && !language.Equals("cql2-text", StringComparison.OrdinalIgnoreCase))
            {
                throw new RequestException(RequestFault.InvalidParameter, "filter-lang", $"Filters are read in cql2-text, not in '{language}'.");
            }
            if (query.Find("filter-crs") is { Length: > 0 } crs && Core.CoordinateSystems.CrsRegistry.Find(crs)?.Crs != Core.CoordinateSystems.Crs.Crs84)
            {
                throw new RequestException(RequestFault.InvalidParameter, "filter-crs", $"Geometries in filters are in http://www.opengis.net/def/crs/OGC/1.3/CRS84, not in '{crs}'.");
            }
        }
        return new SelectionParameters(filter, query.Find("time"), query.Find("properties"));
    }

    /// <summary>The query string of an address with a style and these parameters; empty where there is nothing to say.</summary>
    public string ToQuery(Map map, MapStyle style)
    {
        var query = new StringBuilder();
        if (style != map.Styles[0]) Append(query, "style", style.Id);
        if (!string.IsNullOrWhiteSpace(Filter)) Append(query, "filter", Filter);
        if (Time is { Length: > 0 }) Append(query, "time", Time);
        if (Properties is not null) Append(query, "properties", Properties);
        return query.ToString();
    }

    private static void Append(StringBuilder query, string name, string value) =>
        query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
}
