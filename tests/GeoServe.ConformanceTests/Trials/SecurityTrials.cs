using GeoServe.TestKit.Clients;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.Trials;

/// <summary>Trials of addresses that are made to break out, each sent as it is written.</summary>
public sealed class SecurityTrials : TrialTests
{
    private static readonly string[] Ways =
    [
        "../", "..%2f", "%2e%2e/", "..%5c", "%252e%252e%252f", "....//", "..\\", "%00.png", "C:", "C:%5c", "%c0%ae%c0%ae/", "..;/", "//", "/", "%2f",
    ];

    private static readonly string[] Numbers =
    [
        "-1", "31", "32", "33", "64", "99", "9999", "2147483648", "4294967296", "99999999999999999999", "1e3", "1.5", "%D9%A3", "+3", "%2B3", "03", "", "%20", "0x3", "3%00",
    ];

    private static readonly string[] Places =
    [
        "/wmts/1.0.0/{0}places/places/WebMercatorQuad/10/422/836.png",
        "/wmts/1.0.0/places/{0}places/WebMercatorQuad/10/422/836.png",
        "/wmts/1.0.0/places/places/{0}WebMercatorQuad/10/422/836.png",
        "/wmts/1.0.0/places/places/WebMercatorQuad/10/{0}422/836.png",
        "/wmts/1.0.0/places/places/WebMercatorQuad/10/422/836.{0}png",
        "/maps/{0}places/tiles/10/836/422.png",
        "/maps/places/tiles/10/836/422.{0}png",
        "/maps/places/sets/{0}WebMercatorQuad/10/836/422.png",
        "/maps/{0}places/style.json",
        "/maps/places/{0}legend.png",
        "/fonts/{0}Noto Sans SC Regular/0-255.pbf",
        "/fonts/Noto%20Sans%20SC%20Regular/{0}0-255.pbf",
        "/sprites/{0}places.json",
        "/viewer/{0}app.js",
        "/{0}geoserve.yaml",
        "/{0}{0}{0}{0}{0}{0}{0}{0}etc/passwd",
        "/viewer/{0}{0}{0}{0}{0}{0}{0}{0}etc/passwd",
        "/fonts/{0}{0}{0}{0}{0}{0}{0}{0}etc/passwd",
    ];

    [Test, Trial("T093")]
    public async Task No_spelling_of_a_way_up_leads_anywhere([ValueSource(nameof(Ways))] string way)
    {
        string[] before = Files();
        foreach (string place in Places)
        {
            string target = string.Format(System.Globalization.CultureInfo.InvariantCulture, place, way).Replace(" ", "%20", StringComparison.Ordinal);
            (int status, string answer) = await RawHttp.GetAsync(Server.Address, target);
            // A client's "../" may be taken out by the web server, as RFC 3986, 5.2.4, says; what is left must then be an address like any other.
            bool tidied = Tidied(target) is { } plain && plain != target && status == (await RawHttp.GetAsync(Server.Address, plain)).Status;
            Assert.That(status is 400 or 404 || tidied, Is.True, $"{target}: {answer[..Math.Min(answer.Length, 300)]}");
            Assert.That(answer, Does.Not.Contain("root:x:").And.Not.Contain("title: Trials").And.Not.Contain("   at GeoServe"));
        }
        Assert.That(Files(), Is.EqualTo(before), "nothing was written to the data folder");
    }

    [Test, Trial("T094")]
    public async Task A_number_that_is_none_or_too_large_has_no_tile([ValueSource(nameof(Numbers))] string number)
    {
        foreach (string target in new[]
        {
            $"/maps/t078-poles/tiles/{number}/3/3.png", $"/maps/t078-poles/tiles/4/{number}/3.png", $"/maps/t078-poles/tiles/4/3/{number}.png",
            $"/maps/t078-poles/tiles/4/3/{number}@2x.png", $"/maps/t078-poles/tiles/{number}/3/3.mvt",
            $"/maps/t078-poles/sets/WorldCRS84Quad/{number}/3/3.png", $"/maps/t078-poles/sets/WorldCRS84Quad/4/{number}/3.png",
            $"/wmts/1.0.0/t078-poles/t078-poles/WebMercatorQuad/{number}/3/3.png", $"/wmts/1.0.0/t078-poles/t078-poles/WebMercatorQuad/4/{number}/3.png", $"/wmts/1.0.0/t078-poles/t078-poles/WebMercatorQuad/4/3/{number}.png",
        })
        {
            // 31 is a column and row of zoom 5 and of matrix 4 of the sets in degrees; of no other.
            if (number == "31" && target.Contains("WorldCRS84Quad/4/31", StringComparison.Ordinal)) continue;
            (int status, string answer) = await RawHttp.GetAsync(Server.Address, target);
            Assert.That(status, Is.EqualTo(400).Or.EqualTo(404), $"{target}: {answer[..Math.Min(answer.Length, 300)]}");
            // What is no HTTP, such as a NUL, the web server refuses before anything of ours is asked.
            if (!answer.Contains("Content-Length: 0", StringComparison.Ordinal)) Assert.That(answer, Does.Contain("no-store"), "an error makes no entry in any cache");
        }
    }

    // The target with its dot segments taken out; null where it has none.
    private static string? Tidied(string target)
    {
        if (!target.Contains("../", StringComparison.Ordinal) && !target.Contains("%2e%2e/", StringComparison.OrdinalIgnoreCase)) return null;
        return new Uri("http://server" + target).AbsolutePath;
    }

    private string[] Files() => [.. Directory.EnumerateFiles(Server.DataFolder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith("-wal", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
