using GeoServe.ConformanceTests.Servers;
using NUnit.Framework;

namespace GeoServe.ConformanceTests;

/// <summary>Stops the shared servers after the last test.</summary>
[SetUpFixture]
public sealed class StopServers
{
    [OneTimeTearDown]
    public Task StopAsync() => TestServers.StopAsync();
}
