using System.Net;
using System.Text;
using System.Text.Json;
using GeoServe.ConformanceTests.Servers;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Maps;

/// <summary>
/// Every map at three zooms, the server's picture beside MapLibre's, on one page to be looked at: <c>tests/contact-sheet.sh</c> makes it. How much the two
/// differ stands beside them, and no pair may be unlike each other.
/// </summary>
[Explicit("Takes many minutes; tests/contact-sheet.sh runs it."), Category("Long")]
public sealed class ContactSheet : CityTests
{
    // Share of pixels that may differ by more than a sixteenth: text and edges are smoothed otherwise.
    private const double MostUnlike = 0.35;

    [Test]
    public async Task Is_made()
    {
        string folder = Environment.GetEnvironmentVariable("GEOSERVE_CONTACT_SHEET") ?? RepositoryFolder.PathOf("TestResults", "contact-sheet");
        string[] wanted = (Environment.GetEnvironmentVariable("GEOSERVE_CONTACT_SHEET_MAPS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        Directory.CreateDirectory(folder);
        var page = new StringBuilder("<!doctype html><meta charset=utf-8><title>Contact sheet</title><style>body{font:14px sans-serif}img{border:1px solid #ccc;margin:2px}figure{display:inline-block;margin:4px}</style>\n");
        var unlike = new List<string>();
        await using Browser browser = await Browser.StartAsync();
        await using BrowserPage tab = await MapPictures.OpenAsync(browser, Root);
        foreach (JsonElement map in (await MapsAsync()).Where(map => wanted.Length == 0 || wanted.Contains(map.GetProperty("id").GetString())))
        {
            string id = map.GetProperty("id").GetString()!;
            page.Append($"<h3>{id}: {Html(map.GetProperty("title").GetProperty("zh"))} · {Html(map.GetProperty("title").GetProperty("en"))}</h3>\n");
            (double lon, double lat) = await PlaceOfMostAsync(map, id);
            foreach (int zoom in MapPlaces.Three(map))
            {
                byte[] raster = await MapPictures.RasterAsync(tab, id, lon, lat, zoom), vector = await MapPictures.VectorAsync(tab, id, lon, lat, zoom);
                double share = MapPictures.Unlike(raster, vector);
                if (share > MostUnlike) unlike.Add(Web($"{id} at zoom {zoom}: {share:P0}"));
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{id}-{zoom}-raster.png"), raster);
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{id}-{zoom}-vector.png"), vector);
                page.Append(Web($"<figure><img src=\"{id}-{zoom}-raster.png\"><img src=\"{id}-{zoom}-vector.png\"><figcaption>zoom {zoom}; {share:P1} differ</figcaption></figure>\n"));
            }
            page.Append($"<img src=\"{id}-legend.png\">\n");
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{id}-legend.png"), await Server.Http.GetByteArrayAsync($"maps/{id}/legend.png?lang=en"));
            await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), page.ToString());
        }
        tab.AssertNoFault();
        TestContext.Out.WriteLine(Path.Combine(folder, "index.html"));
        Assert.That(unlike, Is.Empty);
    }

    // The first place of the list at which the map shows something.
    private async Task<(double Lon, double Lat)> PlaceOfMostAsync(JsonElement map, string id)
    {
        foreach ((double lon, double lat) in MapPlaces.Of(map))
        {
            (int x, int y) = TileAt(lon, lat, MapPlaces.Middle(map));
            if (MapPictures.Ink(await Server.Http.GetByteArrayAsync($"maps/{id}/tiles/{MapPlaces.Middle(map)}/{x}/{y}.png")) >= MapPictures.LeastInk) return (lon, lat);
        }
        return MapPlaces.Of(map)[0];
    }

    private static string Html(JsonElement text) => WebUtility.HtmlEncode(text.GetString()!);
}
