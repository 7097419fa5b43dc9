using GeoServe.ConformanceTests.Servers;
using GeoServe.ConformanceTests.Trials;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.ConformanceTests;

/// <summary>Stops the shared servers after the last test.</summary>
[SetUpFixture]
public sealed class StopServers
{
    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await TestServers.StopAsync();
        await TrialServers.StopAsync();
        PostGisServer.StopShared();
    }
}
