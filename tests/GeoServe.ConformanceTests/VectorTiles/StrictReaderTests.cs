using System.Text.Json;
using GeoServe.TestKit;
using GeoServe.TestKit.VectorTiles;
using NUnit.Framework;

namespace GeoServe.ConformanceTests.VectorTiles;

/// <summary>The strict reader of the tests, held to the tiles of <c>@mapbox/mvt-fixtures</c>: it takes what is valid by version 2, and refuses what is not.</summary>
[Spec("MVT 2.1", "4")]
public sealed class StrictReaderTests
{
    // 041: floats for tags, "not detectable from the protobuf encoding alone", say its makers. 016 and 057 are called valid though by the letter they are
    // not: "encoders/decoders can choose to use or throw" on a geometry without a type (the same as in 003), and a count of half a billion with one position.
    private static readonly string[] s_leftOut = ["016", "041", "057"];

    [TestCaseSource(nameof(Fixtures))]
    public void A_fixture_is_taken_or_refused_as_its_makers_say(string number, bool isValid, string description)
    {
        StrictTile tile = StrictTile.Read(File.ReadAllBytes(Path.Combine(Folder, number, "tile.mvt")));

        Assert.That(tile.Faults, isValid ? Is.Empty : Is.Not.Empty, description);
    }

    private static string Folder => RepositoryFolder.PathOf("tests", "clients", "node_modules", "@mapbox", "mvt-fixtures", "fixtures");

    private static IEnumerable<TestCaseData> Fixtures()
    {
        foreach (string folder in Directory.EnumerateDirectories(Folder).Order(StringComparer.Ordinal))
        {
            string number = Path.GetFileName(folder);
            if (s_leftOut.Contains(number)) continue;
            using JsonDocument about = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "info.json")));
            bool isValid = about.RootElement.GetProperty("validity").GetProperty("v2").GetBoolean();
            yield return new TestCaseData(number, isValid, about.RootElement.GetProperty("description").GetString()!).SetArgDisplayNames(number, isValid ? "valid" : "invalid");
        }
    }
}
