using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Server;
using GeoServe.Server.Configuration;
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
        var host = new HostOptions(ConfigurationFolder.Read(folder.Root, new ConfigFaults()), folder.Root, ["http://127.0.0.1:0"], snapshots, _ => Task.FromResult(snapshots.Current));

        await using WebApplication app = GeoServeHost.Build(host);

        Assert.That(app.Services.GetServices<IHostedService>().OfType<BackgroundWork>().Count(), Is.EqualTo(5));
    }
}
