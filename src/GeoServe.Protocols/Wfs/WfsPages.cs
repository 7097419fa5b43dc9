using System.Globalization;
using System.Text;
using GeoServe.Core.Queries;
using GeoServe.Protocols.Features;
using GeoServe.Protocols.Http;

namespace GeoServe.Protocols.Wfs;

/// <summary>Addresses of the next and the previous page (OGC 09-025r2, 7.7.4.4), by GET whichever way the request came.</summary>
internal static class WfsPages
{
    /// <summary>The two addresses; null where there is no such page. The next page of an answer without features is the first one (Table 17, "hits").</summary>
    public static (string? Next, string? Previous) Of(WfsGetFeature get, FeatureAnswer answer, KeyValuePairs? query, string address)
    {
        FeatureRequest request = get.Request;
        long offset = request.Query.Offset;
        if (request.HitsOnly)
        {
            return request.Query.Limit > 0 && answer.Matched > offset ? (Address(get, query, address, offset, answer.Limit), null) : (null, null);
        }
        if (answer.Limit == 0) return (null, null);
        string? next = answer.HasNext ? Address(get, query, address, offset + answer.Returned, answer.Limit) : null;
        long before = Math.Max(0, offset - answer.Limit);
        string? previous = offset > 0 ? Address(get, query, address, before, Math.Min(answer.Limit, offset)) : null;
        return (next, previous);
    }

    private static string Address(WfsGetFeature get, KeyValuePairs? query, string address, long offset, long limit)
    {
        var text = new StringBuilder(address).Append('?');
        IEnumerable<(string Name, string Value)> kept = query is { } pairs
            ? pairs.Pairs.Where(pair => pair.Name.ToUpperInvariant() is not ("STARTINDEX" or "COUNT" or "MAXFEATURES" or "RESULTTYPE"))
            : PairsOf(get);
        foreach ((string name, string value) in kept) text.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value)).Append('&');
        return text.Append(CultureInfo.InvariantCulture, $"startIndex={offset}&count={limit}").ToString();
    }

    // A request by XML, said once more by key-value pairs.
    private static IEnumerable<(string Name, string Value)> PairsOf(WfsGetFeature get)
    {
        FeatureRequest request = get.Request;
        yield return ("service", "WFS");
        yield return ("version", "2.0.0");
        yield return ("request", "GetFeature");
        yield return ("typeNames", WfsNames.NameOf(request.Collection));
        yield return ("srsName", request.Crs.Name);
        if (get.IsGeoJson) yield return ("outputFormat", WfsFormat.GeoJson);
        if (get.FilterXml is { } filter) yield return ("filter", filter);
        else if (request.Query.Ids is { } ids) yield return ("resourceId", string.Join(',', ids.Select(id => GmlNames.Encode($"{request.Collection.Id}.{id}"))));
        if (request.Query.Columns is { } columns)
        {
            IEnumerable<string> names = columns.Select(index => GmlNames.Encode(request.Collection.Schema.Columns[index].Name));
            if (request.Query.WithGeometry && request.Collection.Schema.GeometryName is { } geometry) names = names.Append(GmlNames.Encode(geometry));
            yield return ("propertyName", string.Join(',', names));
        }
    }
}
