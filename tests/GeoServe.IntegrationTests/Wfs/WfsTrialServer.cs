using System.Text;
using System.Xml.Linq;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Queries;
using GeoServe.Core.Sources;
using GeoServe.Protocols.Http;
using GeoServe.Protocols.Ows;
using GeoServe.Protocols.Wfs;
using Microsoft.AspNetCore.Http;

namespace GeoServe.IntegrationTests.Wfs;

/// <summary>WFS over real sources, asked without a network.</summary>
internal sealed class WfsTrialServer
{
    private readonly WfsEndpoints _endpoints;

    private WfsTrialServer(WfsEndpoints endpoints) => _endpoints = endpoints;

    /// <summary>Opens sources as collections.</summary>
    /// <param name="sources">Id and source of each.</param>
    /// <param name="maxCount">Most features in one answer.</param>
    public static async Task<WfsTrialServer> StartAsync(IEnumerable<(string Id, IFeatureSource Source)> sources, long maxCount = 10_000)
    {
        var states = new List<CollectionState>();
        foreach ((string id, IFeatureSource source) in sources)
        {
            FeatureSchema schema = await source.ReadSchemaAsync(default);
            Box extent = await source.ReadExtentAsync(default);
            Box bounds = CrsRegistry.Between(schema.Crs, Crs.Crs84).Transform(extent);
            var collection = new Collection(id, LocalText.Of(id), LocalText.Of(""), schema, source, bounds, null);
            states.Add(new CollectionState(collection, 1, new SourceTileIndex(source, schema, extent)));
        }
        var snapshot = new Snapshot(new Catalog(states.Select(state => state.Collection), []), states);
        var features = new FeatureService(new FeatureLimits(maxCount, maxCount, TimeSpan.FromSeconds(30)), TimeProvider.System);
        var service = new ServiceDescription(LocalText.Of("trial"), LocalText.Of(""), "trial", null);
        return new WfsTrialServer(new WfsEndpoints(new SnapshotHolder(snapshot), features, service, new PublicAddress(trustForwarded: false), TimeProvider.System));
    }

    /// <summary>Asks by GET.</summary>
    /// <param name="query">As <c>typeNames=places</c>; service, version and request GetFeature are added where they are missing.</param>
    public Task<WfsTrialAnswer> GetAsync(string query)
    {
        if (!query.Contains("request=", StringComparison.OrdinalIgnoreCase)) query = "request=GetFeature&" + query;
        if (!query.Contains("version=", StringComparison.OrdinalIgnoreCase)) query = "version=2.0.0&" + query;
        if (!query.Contains("service=", StringComparison.OrdinalIgnoreCase)) query = "service=WFS&" + query;
        return AskAsync(http =>
        {
            http.Request.Method = "GET";
            http.Request.QueryString = new QueryString("?" + query);
        });
    }

    /// <summary>Follows an address of ours.</summary>
    public Task<WfsTrialAnswer> FollowAsync(string address) => AskAsync(http =>
    {
        http.Request.Method = "GET";
        http.Request.QueryString = new QueryString(new Uri(address).Query);
    });

    /// <summary>Asks by POST.</summary>
    public Task<WfsTrialAnswer> PostAsync(string xml, Encoding? encoding = null) => AskAsync(http =>
    {
        http.Request.Method = "POST";
        http.Request.ContentType = "text/xml";
        Encoding how = encoding ?? new UTF8Encoding(false);
        http.Request.Body = new MemoryStream([.. how.GetPreamble(), .. how.GetBytes(xml)]);
    });

    private async Task<WfsTrialAnswer> AskAsync(Action<HttpContext> prepare)
    {
        var http = new DefaultHttpContext();
        (http.Request.Scheme, http.Request.Host, http.Request.Path) = ("http", new HostString("trial.example"), "/wfs");
        using var body = new MemoryStream();
        http.Response.Body = body;
        prepare(http);
        try
        {
            await _endpoints.HandleAsync(http);
        }
        catch (Exception exception)
        {
            await WfsEndpoints.WriteErrorAsync(http, Failure.Of(exception));
        }
        await http.Response.BodyWriter.FlushAsync();
        return new WfsTrialAnswer(http.Response.StatusCode, http.Response.ContentType, Encoding.UTF8.GetString(body.ToArray()));
    }
}

/// <summary>What came back.</summary>
internal sealed record WfsTrialAnswer(int Status, string? ContentType, string Body)
{
    private static readonly XNamespace Ows = "http://www.opengis.net/ows/1.1";
    private static readonly XNamespace Gml = "http://www.opengis.net/gml/3.2";

    /// <summary>The root element.</summary>
    public XElement Xml => XElement.Parse(Body);

    public string? Matched => (string?)Xml.Attribute("numberMatched");

    public string? Returned => (string?)Xml.Attribute("numberReturned");

    public string? Next => (string?)Xml.Attribute("next");

    public string? Previous => (string?)Xml.Attribute("previous");

    /// <summary>The gml:ids of the features, in their order.</summary>
    public string[] Ids => [.. Xml.Elements(XName.Get("member", "http://www.opengis.net/wfs/2.0")).Select(member => (string)member.Elements().Single().Attribute(Gml + "id")!)];

    /// <summary>The text of each element of a local name.</summary>
    public string[] Values(string localName) => [.. Xml.Descendants().Where(element => element.Name.LocalName == localName).Select(element => element.Value)];

    /// <summary>Status, code and locator of an exception report.</summary>
    public string Fault => $"{Status} {(string?)Xml.Element(Ows + "Exception")?.Attribute("exceptionCode")} {(string?)Xml.Element(Ows + "Exception")?.Attribute("locator")}";
}
