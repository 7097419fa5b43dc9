using System.Text.Json;
using GeoServe.TestKit.Servers;

namespace GeoServe.ConformanceTests.Servers;

/// <summary>Tests against the server of the sample city, grown small at its first start.</summary>
public abstract class CityTests : ServerTests
{
    /// <summary>The city as the server grew it.</summary>
    protected string City => Directory.GetFiles(Server.DataFolder, "*.gpkg").Single();

    protected override Task<ServerProcess> GetServerAsync() => TestServers.CityAsync();

    /// <summary>The maps, as <c>/maps.json</c> lists them.</summary>
    protected async Task<IReadOnlyList<JsonElement>> MapsAsync()
    {
        using JsonDocument list = JsonDocument.Parse(await TextAsync("maps.json"));
        return [.. list.RootElement.GetProperty("maps").EnumerateArray().Select(map => map.Clone())];
    }
}
