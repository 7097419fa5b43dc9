using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Queries;
using GeoServe.Protocols.Http;

namespace GeoServe.Protocols.Wfs;

/// <summary>GetFeature of WFS 2.0 (OGC 09-025r2, clause 11): what is asked for, whichever way it came.</summary>
/// <param name="Request">The question to the core.</param>
/// <param name="IsGeoJson">True for GeoJSON, false for GML.</param>
/// <param name="SingleId">The id asked for by the stored query GetFeatureById, whose answer is a bare feature; null otherwise.</param>
internal sealed record WfsGetFeature(FeatureRequest Request, bool IsGeoJson, string? SingleId = null)
{
    /// <summary>The filter of a request by XML, for the addresses of its pages; null for none.</summary>
    public string? FilterXml { get; init; }

    /// <summary>Reads key-value pairs (Tables 17, 8 and 10); with the aliases TYPENAME, FEATUREID and MAXFEATURES of older versions.</summary>
    /// <exception cref="RequestException">Something in it is not allowed.</exception>
    public static WfsGetFeature Parse(in KeyValuePairs query, Catalog catalog)
    {
        bool isGeoJson = WfsFormat.IsGeoJson(query.Find("OUTPUTFORMAT"));
        RequireLocal(query.Find("RESOLVE"));
        if (query.Find("STOREDQUERY_ID") is { } storedQuery) return WfsStoredQueries.Parse(storedQuery, query.Find("ID"), query.Find("SRSNAME"), isGeoJson, catalog);

        WfsNamespaces namespaces = WfsNamespaces.Parse(query.Find("NAMESPACES"));
        string? typeNames = query.Find("TYPENAMES") ?? query.Find("TYPENAME");
        string? resourceIds = query.Find("RESOURCEID") ?? query.Find("FEATUREID");
        string[] ids = resourceIds is { Length: > 0 } ? Split(resourceIds) : [];
        if (typeNames is not { Length: > 0 } && resourceIds is null) throw new RequestException(RequestFault.MissingParameter, "typeNames", "TYPENAMES is missing: which features?");
        Collection? collection = typeNames is { Length: > 0 }
            ? WfsNames.RequireType(Single(typeNames), namespaces.Find, catalog, "typeNames")
            : CollectionOf(ids, catalog);
        string? filter = query.Find("FILTER");
        RequireOneOf(("resourceId", resourceIds), ("bbox", query.Find("BBOX")), ("filter", filter));
        FeatureQuery features = FeatureQuery.All with
        {
            Ids = resourceIds is null ? null : KeysOf(ids, collection, catalog),
            Box = query.Find("BBOX") is { Length: > 0 } box ? WfsBox.Parse(box, collection.Schema.Crs) : null,
            Offset = Whole(query.Find("STARTINDEX"), "startIndex") ?? 0,
            Limit = Whole(query.Find("COUNT") ?? query.Find("MAXFEATURES"), "count"),
        };
        if (filter is { Length: > 0 }) features = WithFilter(features, new FesFilterReader(collection.Schema).ReadText(Single(filter)), collection, catalog);
        RequireOrder(query.Find("SORTBY"), collection.Schema);
        features = WithProperties(features, query.Find("PROPERTYNAME") is { Length: > 0 } names ? Split(Single(names)) : [], collection.Schema, isGeoJson);
        return new WfsGetFeature(new FeatureRequest(collection, features, CrsOf(query.Find("SRSNAME"), collection, isGeoJson), IsHits(query.Find("RESULTTYPE"))), isGeoJson);
    }

    /// <summary>Reads the XML of a POST (11.2.1).</summary>
    /// <exception cref="RequestException">Something in it is not allowed.</exception>
    public static WfsGetFeature Parse(XElement root, Catalog catalog)
    {
        XNamespace wfs = WfsNames.Wfs, fes = WfsNames.Fes;
        bool isGeoJson = WfsFormat.IsGeoJson((string?)root.Attribute("outputFormat"));
        RequireLocal((string?)root.Attribute("resolve"));
        XElement[] queries = [.. root.Elements()];
        if (queries.Length != 1) throw new RequestException(RequestFault.NotSupported, "Query", $"A request has one query; this one has {queries.Length}.");
        XElement query = queries[0];
        if (query.Name == wfs + "StoredQuery") return WfsStoredQueries.Parse(query, isGeoJson, catalog);
        if (query.Name != wfs + "Query") throw new RequestException(RequestFault.ParsingFailed, query.Name.LocalName, $"A query is a wfs:Query or wfs:StoredQuery, not '{query.Name.LocalName}'.");

        string typeNames = (string?)query.Attribute("typeNames") ?? throw new RequestException(RequestFault.MissingParameter, "typeNames", "The attribute typeNames is missing: which features?");
        Collection collection = WfsNames.RequireType(Single(typeNames), prefix => NamespaceOf(query, prefix), catalog, "typeNames");
        FeatureQuery features = FeatureQuery.All with
        {
            Offset = Whole((string?)root.Attribute("startIndex"), "startIndex") ?? 0,
            Limit = Whole((string?)root.Attribute("count"), "count"),
        };
        XElement? filter = query.Element(fes + "Filter");
        if (filter is not null) features = WithFilter(features, new FesFilterReader(collection.Schema).Read(filter), collection, catalog);
        if (query.Element(fes + "SortBy") is { } sortBy)
        {
            RequireOrder(string.Join(',', sortBy.Elements(fes + "SortProperty").Select(property =>
                $"{(string?)property.Element(fes + "ValueReference")} {(string?)property.Element(fes + "SortOrder")}")), collection.Schema);
        }
        string[] names = [.. query.Elements(wfs + "PropertyName").Select(name => name.Value)];
        features = WithProperties(features, names, collection.Schema, isGeoJson);
        CrsReference crs = CrsOf((string?)query.Attribute("srsName"), collection, isGeoJson);
        return new WfsGetFeature(new FeatureRequest(collection, features, crs, IsHits((string?)root.Attribute("resultType"))), isGeoJson) { FilterXml = filter is null ? null : SelfContained(filter) };
    }

    /// <summary>In what the features are to come: GeoJSON in CRS84, GML as the collection is, unless another CRS is named.</summary>
    internal static CrsReference CrsOf(string? srsName, Collection collection, bool isGeoJson) => srsName is { Length: > 0 } ? WfsCrs.Require(srsName, "srsName")
        : isGeoJson ? new CrsReference(Crs.Crs84, AuthorityOrder: true)
        : new CrsReference(collection.Schema.Crs, AuthorityOrder: true);

    // With the prefixes that its paths use, which may be declared further up.
    private static string SelfContained(XElement filter)
    {
        var copy = new XElement(filter);
        foreach (XAttribute declared in filter.Ancestors().Attributes().Where(attribute => attribute.IsNamespaceDeclaration && attribute.Name.LocalName != "xmlns"))
        {
            if (copy.Attribute(declared.Name) is null) copy.Add(new XAttribute(declared));
        }
        return copy.ToString(SaveOptions.DisableFormatting);
    }

    private static FeatureQuery WithFilter(FeatureQuery query, FesFilter filter, Collection collection, Catalog catalog) => query with
    {
        Ids = filter.ResourceIds is { } ids ? KeysOf([.. ids], collection, catalog) : query.Ids,
        Box = filter.Box ?? query.Box,
        Filter = filter.Condition,
    };

    private static void RequireOneOf(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        string? first = null;
        foreach ((string name, string? value) in parameters)
        {
            if (value is not { Length: > 0 }) continue;
            if (first is not null) throw new RequestException(RequestFault.InvalidParameter, name, $"{first} and {name} exclude each other (OGC 09-025r2, Table 8).");
            first = name;
        }
    }

    private static Collection CollectionOf(string[] ids, Catalog catalog)
    {
        Collection[] collections = [.. ids.Select(id => WfsNames.FindFeature(id, catalog)?.Collection).OfType<Collection>().Distinct()];
        return collections.Length switch
        {
            1 => collections[0],
            // Nothing is known of such an id: an empty answer of any type.
            0 when catalog.FeatureTypes.FirstOrDefault() is { } any => any,
            _ => throw new RequestException(RequestFault.InvalidParameter, "resourceId", "The ids of one request must be of one feature type."),
        };
    }

    private static ImmutableArray<string> KeysOf(string[] ids, Collection collection, Catalog catalog)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        foreach (string id in ids)
        {
            if (WfsNames.FindFeature(id, catalog) is not { } feature) continue;      // an id of nobody finds nothing
            if (feature.Collection != collection)
            {
                throw new RequestException(RequestFault.InvalidParameter, "RESOURCEID", $"Feature '{id}' is not of type '{WfsNames.NameOf(collection)}'.");
            }
            keys.Add(feature.Key);
        }
        return keys.ToImmutable();
    }

    // In GML what must be there comes too, whatever was asked for (OGC 09-025r2, 7.9.2.5.1.3).
    private static FeatureQuery WithProperties(FeatureQuery query, string[] names, FeatureSchema schema, bool isGeoJson)
    {
        if (names.Length == 0 || names.Contains("*")) return query;
        int[] wanted = [.. names.Select(name => WfsNames.RequireProperty(name, schema, "propertyName"))];
        IEnumerable<int> columns = Enumerable.Range(0, schema.Columns.Length).Where(index => wanted.Contains(index) || (!isGeoJson && !schema.Columns[index].Nullable));
        return query with { Columns = [.. columns], WithGeometry = wanted.Contains(WfsNames.Geometry) };
    }

    // Features come in the order of the key; any other order would be sorted in memory.
    private static void RequireOrder(string? sortBy, FeatureSchema schema)
    {
        if (sortBy is not { Length: > 0 }) return;
        string[] words = sortBy.Split([' ', '+'], StringSplitOptions.RemoveEmptyEntries);
        bool ascending = words.Length == 1 || (words.Length == 2 && words[1].ToUpperInvariant() is "ASC" or "A");
        if (words.Length > 0 && ascending && WfsNames.RequireProperty(words[0], schema, "sortBy") is var index and >= 0 && schema.Columns[index].Name == schema.Key) return;
        throw new RequestException(RequestFault.NotSupported, "sortBy", $"Features come in the order of their key{(schema.Key is null ? "" : $" ('{schema.Key}')")}; sorting by something else is not offered.");
    }

    private static bool IsHits(string? resultType) => resultType?.ToLowerInvariant() switch
    {
        null or "" or "results" => false,
        "hits" => true,
        _ => throw new RequestException(RequestFault.InvalidParameter, "resultType", $"Result type '{resultType}' is neither results nor hits."),
    };

    private static void RequireLocal(string? resolve)
    {
        if (resolve is not (null or "" or "local" or "none")) throw new RequestException(RequestFault.InvalidParameter, "resolve", $"resolve={resolve} is neither local nor none.");
    }

    private static long? Whole(string? text, string parameter) => text is null or "" ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw new RequestException(RequestFault.InvalidParameter, parameter, $"{parameter}={text} is no whole number from 0.");

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // One query may stand in brackets; two would be two queries.
    private static string Single(string lists)
    {
        string trimmed = lists.Trim();
        return trimmed.StartsWith('(') && trimmed.EndsWith(')') && trimmed.IndexOf(')', StringComparison.Ordinal) == trimmed.Length - 1 ? trimmed[1..^1] : trimmed;
    }

    private static string? NamespaceOf(XElement element, string prefix) =>
        prefix.Length == 0 ? null : element.GetNamespaceOfPrefix(prefix)?.NamespaceName;
}
