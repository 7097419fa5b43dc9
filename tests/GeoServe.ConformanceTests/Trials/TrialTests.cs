using System.Text.Json;
using System.Xml.Linq;
using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit.Clients;
using GeoServe.TestKit.Pictures;
using GeoServe.TestKit.Servers;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Trials;

/// <summary>Tests against the server that shows the trials' files.</summary>
public abstract class TrialTests : ServerTests
{
    private protected static readonly XNamespace Ows = "http://www.opengis.net/ows/1.1";
    private protected static readonly XNamespace Wmts = "http://www.opengis.net/wmts/1.0";

    protected override Task<ServerProcess> GetServerAsync() => TrialServers.FilesAsync();

    /// <summary>A picture by address.</summary>
    private protected async Task<Picture> PictureAsync(string address) => Picture.Decode(await BytesAsync(address));

    /// <summary>A tile of a map as a picture.</summary>
    private protected Task<Picture> TileAsync(string map, int z, int x, int y, string suffix = ".png") => PictureAsync($"maps/{map}/tiles/{z}/{x}/{y}{suffix}");

    /// <summary>Tiles side by side.</summary>
    private protected async Task<Picture> StitchedAsync(string map, int z, int minX, int minY, int maxX, int maxY)
    {
        var tiles = new List<Picture>();
        for (int y = minY; y <= maxY; y++)
        {
            for (int x = minX; x <= maxX; x++) tiles.Add(await TileAsync(map, z, x, y));
        }
        return Picture.Stitch(tiles, maxX - minX + 1);
    }

    /// <summary>The features of a layer of a vector tile, by Mapbox's reader; none where the tile is empty.</summary>
    private protected async Task<IReadOnlyList<JsonElement>> FeaturesAsync(string map, int z, int x, int y, string? layer = null)
    {
        byte[] tile = await BytesAsync($"maps/{map}/tiles/{z}/{x}/{y}.mvt");
        if (tile.Length == 0) return [];
        JsonElement layers = (await VectorTileReader.ReadAsync(tile)).GetProperty("layers");
        return layers.TryGetProperty(layer ?? map, out JsonElement found) ? [.. found.GetProperty("features").EnumerateArray()] : [];
    }

    /// <summary>The only layer of a vector tile, message by message.</summary>
    private protected async Task<JsonElement> RawLayerAsync(string address)
    {
        JsonElement layers = (await VectorTileReader.ReadRawAsync(await BytesAsync(address))).GetProperty("layers");
        Assert.That(layers.GetArrayLength(), Is.EqualTo(1), address);
        return layers[0];
    }

    /// <summary>A body; the answer must be a success.</summary>
    private protected async Task<byte[]> BytesAsync(string address)
    {
        using HttpResponseMessage answer = await Server.Http.GetAsync(address);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200).Or.EqualTo(204), $"{address}: {(answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync())}");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Status, exception code and locator of an exception report.</summary>
    private protected async Task<(int Status, string? Code, string? Locator)> ExceptionAsync(string address)
    {
        using HttpResponseMessage answer = await Server.Http.GetAsync(address);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/xml"), $"{address}: {text}");
        Assert.That(answer.Headers.CacheControl?.NoStore, Is.True, address);
        XElement exception = XDocument.Parse(text).Root!.Element(Ows + "Exception")!;
        return ((int)answer.StatusCode, exception.Attribute("exceptionCode")?.Value, exception.Attribute("locator")?.Value);
    }

    /// <summary>All positions of a feature in tile units.</summary>
    private protected static IReadOnlyList<(int X, int Y)> Positions(JsonElement feature) =>
        [.. feature.GetProperty("geometry").EnumerateArray().SelectMany(part => part.EnumerateArray()).Select(xy => (xy[0].GetInt32(), xy[1].GetInt32()))];

    /// <summary>The name of a feature.</summary>
    private protected static string? NameOf(JsonElement feature) => feature.GetProperty("properties").GetProperty("name").GetString();

    /// <summary>A longitude and latitude in units of a tile of 4096 in Web Mercator.</summary>
    private protected static (int X, int Y) Units(double lon, double lat, int z, int x, int y)
    {
        double units = 4096.0 * (1L << z);
        double row = 0.5 - Math.Asinh(Math.Tan(lat * Math.PI / 180)) / (2 * Math.PI);
        return ((int)Math.Round((lon / 360 + 0.5) * units) - x * 4096, (int)Math.Round(row * units) - y * 4096);
    }
}
