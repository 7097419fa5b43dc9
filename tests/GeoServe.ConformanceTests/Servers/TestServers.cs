using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Servers;

namespace GeoServe.ConformanceTests.Servers;

/// <summary>The servers that the tests of this assembly share: each is started by the first test that needs it.</summary>
internal static class TestServers
{
    private static readonly Lazy<Task<ServerProcess>> BlocksServer = new(StartBlocksAsync);
    private static readonly Lazy<Task<ServerProcess>> CityServer = new(() => ServerProcess.StartAsync(RepositoryFolder.PathOf("config")));

    /// <summary>The server of <c>tests/fixtures/blocks</c>, whose every pixel is known.</summary>
    public static Task<ServerProcess> BlocksAsync() => BlocksServer.Value;

    /// <summary>The server of the sample city, grown at its first start.</summary>
    public static Task<ServerProcess> CityAsync() => CityServer.Value;

    /// <summary>Stops those that were started.</summary>
    public static async Task StopAsync()
    {
        foreach (Lazy<Task<ServerProcess>> server in new[] { BlocksServer, CityServer })
        {
            if (server.IsValueCreated && server.Value.IsCompletedSuccessfully)
            {
                await (await server.Value).DisposeAsync();
            }
        }
    }

    /// <summary>Another server of the same data, byte for byte and second for second, as a second node has them.</summary>
    public static async Task<ServerProcess> AnotherBlocksAsync(IReadOnlyDictionary<string, string>? environment, string? config = null)
    {
        string first = Path.Combine((await BlocksAsync()).DataFolder, "blocks.gpkg");
        return await ServerProcess.StartAsync(config ?? BlocksFolder, data =>
        {
            string copy = Path.Combine(data, "blocks.gpkg");
            File.Copy(first, copy);
            File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(first));
            return Task.CompletedTask;
        }, environment);
    }

    private static string BlocksFolder => RepositoryFolder.PathOf("tests", "fixtures", "blocks");

    private static Task<ServerProcess> StartBlocksAsync() => ServerProcess.StartAsync(BlocksFolder, async data =>
    {
        string file = Path.Combine(data, "blocks.gpkg");
        foreach (string layer in new[] { "blocks", "roads", "stations" })
        {
            string[] mode = File.Exists(file) ? ["-update"] : [];
            await Gdal.OgrToOgrAsync(file, Path.Combine(BlocksFolder, layer + ".geojson"), ["-f", "GPKG", .. mode, "-nln", layer]);
        }
    });
}
