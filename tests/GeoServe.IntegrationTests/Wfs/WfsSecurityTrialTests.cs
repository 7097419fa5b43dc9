using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Wfs;

/// <summary>Requests that fetch, swell or nest. Trials made from public bug reports of other servers: see <see cref="WfsTrialData"/>.</summary>
public sealed class WfsSecurityTrialTests
{
    private static WfsTrialServer Server => WfsTrialData.Server;

    [Test]
    public async Task T088_external_entities_are_never_fetched([Values] bool utf16)
    {
        string canary = WfsTrialData.Folder.PathOf("canary.txt");
        await File.WriteAllTextAsync(canary, "mockingbird");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string body = (await File.ReadAllTextAsync(SharedFolder.Require("trials", "files", "T088-external.xml")))
            .Replace("{canary}", canary, StringComparison.Ordinal)
            .Replace("{listener-port}", ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        WfsTrialAnswer answer = await Server.PostAsync(body, utf16 ? Encoding.Unicode : null);

        Assert.That(answer.Fault, Does.StartWith("400 OperationParsingFailed"));
        Assert.That(answer.Body, Does.Not.Contain("mockingbird"));
        Assert.That(listener.Pending(), Is.False);
    }

    [Test]
    public async Task T089_neither_entities_nor_depth_nor_size_bring_the_server_down()
    {
        string entities = await File.ReadAllTextAsync(SharedFolder.Require("trials", "files", "T089-entities.xml"));
        string deep = $"""<GetFeature xmlns="http://www.opengis.net/wfs/2.0" service="WFS" version="2.0.0">{string.Concat(Enumerable.Repeat("<a>", 20_000))}{string.Concat(Enumerable.Repeat("</a>", 20_000))}</GetFeature>""";

        Assert.That((await Server.PostAsync(entities)).Fault, Does.StartWith("400 OperationParsingFailed"));
        Assert.That((await Server.PostAsync(deep)).Fault, Does.StartWith("400 OperationParsingFailed"));
        Assert.That((await Server.PostAsync(new string(' ', 50_000_000))).Status, Is.EqualTo(413));
        Assert.That((await Server.GetAsync("typeNames=places")).Status, Is.EqualTo(200));
    }
}
