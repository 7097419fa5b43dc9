using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Server;
using GeoServe.Server.Configuration;
using GeoServe.Server.Configuration.Themes;
using GeoServe.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;
using HostOptions = GeoServe.Server.HostOptions;

namespace GeoServe.UnitTests.Server;

public class GeoServeHostTests
{
    [Test]
    public async Task Revisions_are_polled_tiles_stored_indexes_built_and_lost_sources_waited_for_behind_the_answers()
    {
        using var folder = new TemporaryFolder();
        var snapshots = new SnapshotHolder(new Snapshot(new Catalog([], []), []));
        await using var sources = new SourceRegistry(folder.Root);
        var loader = new CatalogLoader(folder.Root, sources, new BreakStore(folder.Root), folder.Root);
        var host = new HostOptions(await loader.LoadAsync(previous: null, CancellationToken.None), folder.Root, ["http://127.0.0.1:0"], snapshots, loader);

        await using WebApplication app = GeoServeHost.Build(host);

        Assert.That(app.Services.GetServices<IHostedService>().OfType<BackgroundWork>().Count(), Is.EqualTo(5));
    }
}
