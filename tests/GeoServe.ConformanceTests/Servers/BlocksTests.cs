using GeoServe.TestKit.Servers;

namespace GeoServe.ConformanceTests.Servers;

/// <summary>Tests against the server of <c>tests/fixtures/blocks</c>.</summary>
public abstract class BlocksTests : ServerTests
{
    /// <summary>Places and the colour that the style gives them, away from any edge at zoom 9 and finer; white where nothing is drawn.</summary>
    protected static readonly IReadOnlyList<((double Lon, double Lat) Place, string Colour)> Known =
    [
        ((106.10, 29.35), "#d7301f"),
        ((106.90, 29.40), "#1f78b4"),
        ((106.10, 29.90), "#33a02c"),
        ((106.90, 29.60), "#ffcc00"),
        ((106.50, 29.125), "#404040"),      // the road
        ((106.625, 29.625), "#ffffff"),     // a station
        ((106.80, 29.80), "#ffffff"),       // the hole
        ((105.90, 29.50), "#ffffff"),       // beside the city
    ];

    protected override Task<ServerProcess> GetServerAsync() => TestServers.BlocksAsync();
}
