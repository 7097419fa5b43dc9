using System.Xml.Linq;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Queries;
using GeoServe.Protocols.Features;
using GeoServe.Protocols.Http;
using GeoServe.Protocols.Ows;
using Microsoft.AspNetCore.Http;

namespace GeoServe.Protocols.Wfs;

/// <summary>WFS 2.0.0 (OGC 09-025r2) at <c>/wfs</c>: key-value pairs by GET, the same in XML by POST.</summary>
/// <param name="snapshots">Gives the snapshot of a request.</param>
/// <param name="features">Gives the features.</param>
/// <param name="service">Who offers the service.</param>
/// <param name="address">Under which address clients see the server.</param>
/// <param name="time">Tells when an answer was made.</param>
public sealed class WfsEndpoints(SnapshotHolder snapshots, FeatureService features, ServiceDescription service, PublicAddress address, TimeProvider time)
{
    private const string Xml = "application/xml; charset=utf-8";

    /// <summary>Answers a request.</summary>
    public Task HandleAsync(HttpContext http)
    {
        Catalog catalog = snapshots.Current.Catalog;
        if (HttpMethods.IsPost(http.Request.Method)) return HandleBodyAsync(http, catalog);
        return HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
            ? HandlePairsAsync(http, catalog)
            : throw new BadHttpRequestException($"{http.Request.Method} is not offered here.", StatusCodes.Status405MethodNotAllowed);
    }

    /// <summary>Writes what went wrong with a request as an exception report.</summary>
    public static Task WriteErrorAsync(HttpContext http, Failure failure) => WfsErrors.WriteAsync(http, failure);

    private Task HandlePairsAsync(HttpContext http, Catalog catalog)
    {
        KeyValuePairs query = KeyValuePairs.Of(http.Request);
        RequireService(query.Text("service"));
        string operation = query.Text("request");
        if (operation == "GetCapabilities")
        {
            Negotiate(query.Find("ACCEPTVERSIONS")?.Split(','));
            return WriteCapabilitiesAsync(http, catalog);
        }
        RequireVersion(query.Text("version"));
        switch (operation)
        {
            case "DescribeFeatureType":
                WfsNamespaces namespaces = WfsNamespaces.Parse(query.Find("NAMESPACES"));
                return DescribeAsync(http, catalog, List(query.Find("TYPENAMES") ?? query.Find("TYPENAME")), namespaces.Find);
            case "GetFeature": return WriteFeaturesAsync(http, WfsGetFeature.Parse(query, catalog), query);
            case "GetPropertyValue": return WriteValuesAsync(http, WfsGetPropertyValue.Of(WfsGetFeature.Parse(query, catalog), query.Find("VALUEREFERENCE")), query);
            case "ListStoredQueries": return TextAnswer.WriteAsync(http, WfsStoredQueries.List(catalog), Xml);
            case "DescribeStoredQueries": return TextAnswer.WriteAsync(http, WfsStoredQueries.Describe(List(query.Find("STOREDQUERY_ID"))), Xml);
            default: throw Unknown(operation);
        }
    }

    private async Task HandleBodyAsync(HttpContext http, Catalog catalog)
    {
        XElement root = await WfsRequestBody.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        XNamespace wfs = WfsNames.Wfs, ows = OwsExceptionReport.Namespace;
        string operation = root.Name.LocalName;
        if (root.Name.NamespaceName != WfsNames.Wfs) throw new RequestException(RequestFault.InvalidParameter, operation, $"Requests are in namespace {WfsNames.Wfs}.");
        RequireService((string?)root.Attribute("service") ?? throw new RequestException(RequestFault.MissingParameter, "service", "The attribute service is missing."));
        if (operation == "GetCapabilities")
        {
            Negotiate(root.Element(ows + "AcceptVersions")?.Elements(ows + "Version").Select(version => version.Value));
            await WriteCapabilitiesAsync(http, catalog).ConfigureAwait(false);
            return;
        }
        RequireVersion((string?)root.Attribute("version") ?? throw new RequestException(RequestFault.MissingParameter, "version", "The attribute version is missing."));
        await (operation switch
        {
            "DescribeFeatureType" => DescribeAsync(
                http, catalog, [.. root.Elements(wfs + "TypeName").Select(name => name.Value.Trim())], prefix => prefix.Length == 0 ? null : root.GetNamespaceOfPrefix(prefix)?.NamespaceName),
            "GetFeature" => WriteFeaturesAsync(http, WfsGetFeature.Parse(root, catalog), null),
            "GetPropertyValue" => WriteValuesAsync(http, WfsGetPropertyValue.Of(WfsGetFeature.Parse(root, catalog), (string?)root.Attribute("valueReference")), null),
            "ListStoredQueries" => TextAnswer.WriteAsync(http, WfsStoredQueries.List(catalog), Xml),
            "DescribeStoredQueries" => TextAnswer.WriteAsync(
                http, WfsStoredQueries.Describe([.. root.Elements(wfs + "StoredQueryId").Select(id => id.Value.Trim())]), Xml),
            _ => throw Unknown(operation),
        }).ConfigureAwait(false);
    }

    private async Task WriteFeaturesAsync(HttpContext http, WfsGetFeature get, KeyValuePairs? query)
    {
        FeatureAnswer answer = await features.AnswerAsync(get.Request, http.RequestAborted).ConfigureAwait(false);
        await using (answer.ConfigureAwait(false))
        {
            if (get.SingleId is { } id && answer.Returned == 0) throw WfsStoredQueries.Unknown(id);
            FeatureDocument document = DocumentOf(http, get, answer, query);
            using var body = new StreamedBody(http, get.IsGeoJson ? WfsFormat.GeoJson : WfsFormat.Gml + "; charset=utf-8");
            using IFeatureFormat format = get.IsGeoJson ? new GeoJsonFormat(document, body, get.SingleId is not null) : new GmlFormat(document, body, get.SingleId is not null);
            await FeatureStream.WriteAsync(http, answer, body, format).ConfigureAwait(false);
        }
    }

    private async Task WriteValuesAsync(HttpContext http, WfsGetPropertyValue get, KeyValuePairs? query)
    {
        FeatureAnswer answer = await features.AnswerAsync(get.Features.Request, http.RequestAborted).ConfigureAwait(false);
        await using (answer.ConfigureAwait(false))
        {
            FeatureDocument document = DocumentOf(http, get.Features, answer, query);
            // A page of a request by XML has no address of its own here: it would be one of GetFeature.
            if (query is null) document = document with { Next = null, Previous = null };
            using var body = new StreamedBody(http, WfsFormat.Gml + "; charset=utf-8");
            using var format = new GmlValueFormat(document, body, get.IsId);
            await FeatureStream.WriteAsync(http, answer, body, format).ConfigureAwait(false);
        }
    }

    private FeatureDocument DocumentOf(HttpContext http, WfsGetFeature get, FeatureAnswer answer, KeyValuePairs? query)
    {
        string wfs = address.Of(http.Request) + "/wfs";
        (string? next, string? previous) = WfsPages.Of(get, answer, query, wfs);
        string schema = $"{wfs}?service=WFS&version=2.0.0&request=DescribeFeatureType&typeNames={Uri.EscapeDataString(WfsNames.NameOf(get.Request.Collection))}";
        return new FeatureDocument(answer, time.GetUtcNow(), next, previous, schema);
    }

    private static Task DescribeAsync(HttpContext http, Catalog catalog, string[] typeNames, Func<string, string?> namespaceOf)
    {
        IEnumerable<Collection> collections = typeNames.Length == 0
            ? catalog.FeatureTypes
            : [.. typeNames.Select(name => WfsNames.RequireType(name, namespaceOf, catalog, "typeNames")).Distinct()];
        return TextAnswer.WriteAsync(http, WfsDescribeFeatureType.Write(collections), WfsFormat.Gml + "; charset=utf-8");
    }

    private Task WriteCapabilitiesAsync(HttpContext http, Catalog catalog) =>
        TextAnswer.WriteAsync(http, new WfsGetCapabilities(catalog, service, features.Limits, address.Of(http.Request)).Write(), Xml);

    private static void RequireService(string name)
    {
        if (name != "WFS") throw new RequestException(RequestFault.InvalidParameter, "service", $"service={name} is not WFS.");
    }

    private static void RequireVersion(string version)
    {
        if (version is not ("2.0.0" or "2.0.2")) throw new RequestException(RequestFault.InvalidParameter, "version", $"version={version} is not 2.0.0.");
    }

    // OGC 06-121r9, 7.3.2: the first of the client's versions that the server has.
    private static void Negotiate(IEnumerable<string>? versions)
    {
        string[] wanted = [.. versions?.Select(version => version.Trim()).Where(version => version.Length > 0) ?? []];
        if (wanted.Length > 0 && !wanted.Contains("2.0.0"))
        {
            throw new RequestException(RequestFault.VersionNegotiation, "AcceptVersions", $"None of the versions {string.Join(", ", wanted)} is 2.0.0.");
        }
    }

    private static RequestException Unknown(string operation) => new(
        RequestFault.NotSupported, "request",
        $"request={operation} is none of GetCapabilities, DescribeFeatureType, GetFeature, GetPropertyValue, ListStoredQueries, DescribeStoredQueries.");

    private static string[] List(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
