using System.Globalization;
using System.Text;
using System.Text.Json;
using GeoServe.Indexing.Reading;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Processes;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Indexing;

/// <summary>The server is killed while it builds an index: afterwards there is the old one or the new one, and the next start serves.</summary>
public class IndexKillTests
{
    private const int Rows = 60_000;
    private const int Kills = 12;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    [Test]
    public async Task A_server_killed_at_any_moment_of_a_build_leaves_an_old_index_or_a_new_one_and_serves_again()
    {
        using var folder = new TemporaryFolder();
        string data = folder.PathOf("data"), file = Path.Combine(data, "points.gpkg"), index = Path.Combine(data, "indexes", "points.tileindex");
        Directory.CreateDirectory(data);
        Configure(folder);
        await FillAsync(folder, file);
        await using (BackgroundProcess first = Start(folder)) await ReadyAsync(first);
        long whole = new FileInfo(index).Length;
        var random = new Random(6);
        int unfinished = 0;

        for (int i = 0; i < Kills; i++)
        {
            byte[] before = File.ReadAllBytes(index);
            File.SetLastWriteTimeUtc(file, new DateTime(2024, 1, 1 + i, 0, 0, 0, DateTimeKind.Utc));      // another revision
            // Between nothing written and more than is ever written; then the build is whole perhaps.
            long bytes = random.NextInt64(whole * 5 / 4);
            await using (BackgroundProcess server = Start(folder))
            {
                await Eventually.BecomesTrueAsync(() => Task.FromResult(Written(data) >= bytes || IsOther(index, before)), s_patience);
                await server.KillAsync();
            }

            if (Written(data) > 0) unfinished++;
            using TileIndex there = TileIndex.Open(index);
            Assert.That(there.Rows, Is.EqualTo(Rows), $"kill {i} at {bytes} bytes");
            Assert.That(await ReadAllAsync(there), Is.EqualTo(Rows), "each block has its hash");
        }
        Assert.That(unfinished, Is.GreaterThan(Kills / 3), "most kills hit a build, or this proves nothing");

        await using BackgroundProcess last = Start(folder);
        using HttpClient http = await ReadyAsync(last);
        byte[] tile = await http.GetByteArrayAsync("maps/points/tiles/10/815/423.mvt");
        Assert.That(tile, Is.Not.Empty);
        Assert.That(Directory.EnumerateFiles(Path.Combine(data, "indexes")).Select(Path.GetFileName), Is.EqualTo(new[] { "points.tileindex" }));
    }

    private static BackgroundProcess Start(TemporaryFolder folder) =>
        new(ServerProcess.Executable, ["serve", "--config", folder.PathOf("config"), "--data", folder.PathOf("data"), "--urls", "http://127.0.0.1:0"]);

    private static async Task<HttpClient> ReadyAsync(BackgroundProcess server)
    {
        const string words = "GeoServe listens on ";
        string line = await server.LineAsync(line => line.Contains(words, StringComparison.Ordinal), s_patience);
        var http = new HttpClient { BaseAddress = new Uri(line[(line.IndexOf(words, StringComparison.Ordinal) + words.Length)..].Split(' ')[0].TrimEnd('.', '/') + "/") };
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                using HttpResponseMessage answer = await http.GetAsync("health/ready");
                if (!answer.IsSuccessStatusCode) return false;
                using JsonDocument health = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                return health.RootElement.GetProperty("indexing").GetArrayLength() == 0;
            },
            s_patience);
        return http;
    }

    private static void Configure(TemporaryFolder folder)
    {
        foreach (string part in (string[])["collections", "maps", "styles"]) Directory.CreateDirectory(folder.PathOf("config", part));
        File.WriteAllText(folder.PathOf("config", "geoserve.yaml"), "service: {title: Kills}\n");
        File.WriteAllText(folder.PathOf("config", "collections", "points.yaml"), "source: {geopackage: points.gpkg}\ncollections:\n  - id: points\n");
        File.WriteAllText(folder.PathOf("config", "maps", "points.yaml"), "title: Points\ncollections: [points]\nstyles: [points]\nzooms: {min: 0, max: 16}\n");
        File.WriteAllText(folder.PathOf("config", "styles", "points.json"), """
            {"version": 8, "sources": {"s": {"type": "vector"}}, "layers": [
              {"id": "points", "type": "circle", "source": "s", "source-layer": "points", "paint": {"circle-color": "#cc3333", "circle-radius": 3}}]}
            """);
    }

    private static async Task FillAsync(TemporaryFolder folder, string file)
    {
        var csv = new StringBuilder("name,lon,lat\n");
        var random = new Random(1);
        for (int i = 0; i < Rows; i++) csv.Append(CultureInfo.InvariantCulture, $"point {i},{106 + random.NextDouble():F6},{29 + random.NextDouble():F6}\n");
        File.WriteAllText(folder.PathOf("points.csv"), csv.ToString());
        await Gdal.OgrToOgrAsync(file, folder.PathOf("points.csv"), "-f", "GPKG", "-nln", "points", "-a_srs", "EPSG:4326", "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat");
    }

    // What a build that is not finished has written.
    private static long Written(string data)
    {
        long bytes = 0;
        foreach (FileInfo file in new DirectoryInfo(Path.Combine(data, "indexes")).EnumerateFiles().Where(file => file.Extension is ".partial" or ".spill"))
        {
            try
            {
                bytes += file.Length;
            }
            catch (FileNotFoundException)
            {
                // Finished meanwhile.
            }
        }
        return bytes;
    }

    private static bool IsOther(string file, byte[] before)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length != before.Length) return true;
        var head = new byte[4096];      // the hash of the footer, in which the revision is
        stream.Position = 0;
        stream.ReadExactly(head);
        return !head.AsSpan().SequenceEqual(before.AsSpan(0, head.Length));
    }

    private static async Task<long> ReadAllAsync(TileIndex index)
    {
        long found = 0;
        using GeoServe.Core.Sources.FeatureCursor cursor = await index.QueryAsync(new(GeoServe.Core.TileMatrices.WorldGrid.All, 0.5, index.Schema.EveryColumn), CancellationToken.None);
        while (cursor.MoveNext()) found += cursor.Values.Length > 0 && cursor.Coordinates.Length == 2 ? 1 : 0;
        return found;
    }
}
