using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.IntegrationTests;

/// <summary>Ends at the end of the run what its tests have started.</summary>
[SetUpFixture]
public sealed class StopServers
{
    [OneTimeTearDown]
    public void Stop() => PostGisServer.StopShared();
}
