using System.Net;
using System.Text.Json;
using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit.Clients;
using NUnit.Framework;
using SkiaSharp;

namespace GeoServe.ConformanceTests.Tiles;

/// <summary>Tiles at random places, zooms and maps of the sample city: none fails, none is empty where data is.</summary>
public sealed class RandomTileTests : CityTests
{
    private const int Tiles = 500;
    private const int Seed = 20_240_501;

    // Within this part of a tile around its middle data is looked for, so that what only touches its edge does not count.
    private const double Inner = 0.9;

    [Test]
    public async Task Five_hundred_random_tiles_are_drawn_and_none_is_empty_where_data_is()
    {
        IReadOnlyList<JsonElement> maps = await MapsAsync();
        Sample[] samples = await ChooseAsync(maps);
        Dictionary<string, JsonElement> styles = await StylesAsync(maps);

        (HttpStatusCode Status, byte[] Body)[] pictures = await GetAsync(samples, "png");
        (HttpStatusCode Status, byte[] Body)[] vectors = await GetAsync(samples, "mvt");

        IEnumerable<string> failed = samples.Zip(pictures, vectors)
            .Where(tile => tile.Second.Status != HttpStatusCode.OK || tile.Third.Status is not (HttpStatusCode.OK or HttpStatusCode.NoContent))
            .Select(tile => $"{tile.First}: png {tile.Second.Status}, mvt {tile.Third.Status}");
        Assert.That(failed, Is.Empty, $"seed {Seed}");

        IReadOnlyList<IReadOnlyDictionary<string, int>> read = await VectorTileReader.CountAsync([.. vectors.Select(tile => tile.Body)]);
        ILookup<int, string> data = await CollectionsWithDataAsync(samples);
        IReadOnlyList<string> areas = await GeoPackage.AreaTablesAsync(City);
        List<string> empty = [];
        for (int i = 0; i < samples.Length; i++)
        {
            if (data[i].Any() && read[i].Values.Sum() == 0)
            {
                empty.Add($"{samples[i]}.mvt, but the source has {string.Join(", ", data[i])}");
            }

            JsonElement style = styles[samples[i].Map];
            string[] visible = [.. data[i].Where(collection => IsVisible(style, collection, areas.Contains(collection), samples[i].Z))];
            if (visible.Length > 0 && IsBlank(pictures[i].Body, style))
            {
                empty.Add($"{samples[i]}.png, but the source has {string.Join(", ", visible)}");
            }
        }

        TestContext.Out.WriteLine($"{data.Count} of {samples.Length} tiles have data by GDAL; {maps.Count} maps.");
        Assert.That(data.Count, Is.GreaterThan(samples.Length / 2), "most tiles should have data, or this proves nothing");
        Assert.That(empty, Is.Empty, $"seed {Seed}");
    }

    // Half anywhere in the map's bounds, half at a village, where there is something to see at every zoom.
    private async Task<Sample[]> ChooseAsync(IReadOnlyList<JsonElement> maps)
    {
        var random = new Random(Seed);
        IReadOnlyList<(double Lon, double Lat)> villages = await GeoPackage.PointsAsync(City, "villages");
        return [.. Enumerable.Range(0, Tiles).Select(i =>
        {
            JsonElement map = maps[random.Next(maps.Count)];
            double[] bounds = [.. map.GetProperty("bounds").EnumerateArray().Select(side => side.GetDouble())];
            (double lon, double lat) = i % 2 == 0
                ? (Between(bounds[0], bounds[2]), Between(bounds[1], bounds[3]))
                : villages[random.Next(villages.Count)];
            int z = random.Next(map.GetProperty("minzoom").GetInt32(), map.GetProperty("maxzoom").GetInt32() + 1);
            (int x, int y) = TileAt(lon, lat, z);
            return new Sample(map.GetProperty("id").GetString()!, [.. map.GetProperty("collections").EnumerateArray().Select(collection => collection.GetProperty("id").GetString()!)], z, x, y);
        })];

        double Between(double low, double high) => low + random.NextDouble() * (high - low);
    }

    private async Task<(HttpStatusCode Status, byte[] Body)[]> GetAsync(Sample[] samples, string extension)
    {
        var answers = new (HttpStatusCode, byte[])[samples.Length];
        await Parallel.ForAsync(0, samples.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancellationToken) =>
        {
            using HttpResponseMessage answer = await Server.Http.GetAsync($"{samples[i]}.{extension}", cancellationToken);
            answers[i] = (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        });
        return answers;
    }

    private async Task<ILookup<int, string>> CollectionsWithDataAsync(Sample[] samples)
    {
        (int Sample, string Collection)[] asked = [.. samples.SelectMany((sample, i) => sample.Collections.Select(collection => (i, collection)))];
        IReadOnlyList<int?> counts = await GeoPackage.CountAsync(City, [.. asked.Select(entry => samples[entry.Sample].Box(entry.Collection))]);
        return asked.Zip(counts).Where(entry => entry.Second > 0).ToLookup(entry => entry.First.Sample, entry => entry.First.Collection);
    }

    private async Task<Dictionary<string, JsonElement>> StylesAsync(IReadOnlyList<JsonElement> maps)
    {
        var styles = new Dictionary<string, JsonElement>();
        foreach (JsonElement map in maps)
        {
            string id = map.GetProperty("id").GetString()!;
            using JsonDocument style = JsonDocument.Parse(await TextAsync($"maps/{id}/style.json"));
            styles[id] = style.RootElement.Clone();
        }

        return styles;
    }

    // Of an area the style may draw the border alone, which the tile need not hold; a layer with a filter may leave out just this
    // feature; a zoom more or less lies between the two ways to count zooms.
    private static bool IsVisible(JsonElement style, string collection, bool isArea, int z) => style.GetProperty("layers").EnumerateArray().Any(layer =>
        layer.TryGetProperty("source-layer", out JsonElement source) && source.GetString() == collection
        && (layer.GetProperty("type").GetString() is "fill" or "circle" || (layer.GetProperty("type").GetString() == "line" && !isArea))
        && !layer.TryGetProperty("filter", out _)
        && (!layer.TryGetProperty("minzoom", out JsonElement from) || z - 1 >= from.GetDouble())
        && (!layer.TryGetProperty("maxzoom", out JsonElement to) || z < to.GetDouble()));

    // Nothing but the background: every pixel the same, and transparent or, where the style paints the ground, of its colour.
    private static bool IsBlank(byte[] png, JsonElement style)
    {
        using SKBitmap picture = SKBitmap.Decode(png);
        SKColor first = picture.GetPixel(0, 0);
        if (picture.Pixels.Any(pixel => pixel != first))
        {
            return false;
        }

        JsonElement background = style.GetProperty("layers").EnumerateArray().FirstOrDefault(layer => layer.GetProperty("type").GetString() == "background");
        return background.ValueKind == JsonValueKind.Undefined
            ? first.Alpha == 0
            : background.GetProperty("paint").GetProperty("background-color") is { ValueKind: JsonValueKind.String } colour
                && SKColor.TryParse(colour.GetString(), out SKColor ground) && first == ground;
    }

    private sealed record Sample(string Map, string[] Collections, int Z, int X, int Y)
    {
        /// <summary>The inner part of the tile in degrees.</summary>
        public (string Table, double West, double South, double East, double North) Box(string table)
        {
            const double margin = (1 - Inner) / 2;
            return (table, Lon(X + margin), Lat(Y + 1 - margin), Lon(X + 1 - margin), Lat(Y + margin));
        }

        /// <summary>The tile's address without its format.</summary>
        public override string ToString() => $"maps/{Map}/tiles/{Z}/{X}/{Y}";

        private double Lon(double x) => x / (1 << Z) * 360 - 180;

        private double Lat(double y) => Math.Atan(Math.Sinh((0.5 - y / (1 << Z)) * 2 * Math.PI)) * 180 / Math.PI;
    }
}
