using System.Text;
using GeoServe.Core.Sources;
using GeoServe.Sources.Csv;
using GeoServe.Sources.Files;
using GeoServe.Sources.FlatGeobuf;
using GeoServe.Sources.GeoJson;
using GeoServe.Sources.Shapefile;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>The reading contract on each kind of file.</summary>
[TestFixture("GeoJSON")]
[TestFixture("GeoJSON by key")]
[TestFixture("GeoJSON lines")]
[TestFixture("GeoJSON sequence")]
[TestFixture("CSV")]
[TestFixture("CSV of well-known text in GB18030")]
[TestFixture("Shapefile")]
[TestFixture("FlatGeobuf")]
public sealed class FileContractTests(string format) : FeatureReadingContract
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    protected override async Task<IFeatureSource> OpenPlacesAsync()
    {
        switch (format)
        {
            case "GeoJSON":
                return GeoJsonSource.Open(PlacesFiles.WriteCollection(_folder.PathOf("places.geojson")));
            case "GeoJSON by key":
                return GeoJsonSource.Open(PlacesFiles.WriteCollection(_folder.PathOf("places.json")), new GeoJsonOptions { Key = "id" });
            case "GeoJSON lines":
                File.WriteAllLines(_folder.PathOf("places.geojson"), PlacesFiles.Features());
                return GeoJsonSource.Open(_folder.PathOf("places.geojson"));
            case "GeoJSON sequence":
                File.WriteAllText(_folder.PathOf("places.geojsons"), string.Concat(PlacesFiles.Features().Select(feature => $"\u001E{feature}\n")));
                return GeoJsonSource.Open(_folder.PathOf("places.geojsons"));
            case "CSV":
                return CsvSource.Open(PlacesFiles.WriteCsv(_folder.PathOf("places.csv"), wkt: false, Encoding.UTF8), new CsvOptions { Key = "id" });
            case "CSV of well-known text in GB18030":
                return CsvSource.Open(PlacesFiles.WriteCsv(_folder.PathOf("places.csv"), wkt: true, TextEncodings.Chinese), new CsvOptions { Key = "id" });
            case "Shapefile":
                return ShapefileSource.Open(await PlacesFiles.WriteByGdalAsync(_folder.Root, "places.shp", "-lco", "ENCODING=GBK"), new ShapefileOptions { Key = "id" });
            default:
                return FlatGeobufSource.Open(await PlacesFiles.WriteFlatGeobufAsync(_folder.Root), new FlatGeobufOptions { Key = "id" });
        }
    }

    protected override IFeatureSource OpenGone() => format switch
    {
        "Shapefile" => ShapefileSource.Open(_folder.PathOf("gone.shp")),
        "FlatGeobuf" => FlatGeobufSource.Open(_folder.PathOf("gone.fgb")),
        _ when format.StartsWith("CSV", StringComparison.Ordinal) => CsvSource.Open(_folder.PathOf("gone.csv")),
        _ => GeoJsonSource.Open(_folder.PathOf("gone.geojson")),
    };

    [Test]
    public void Nothing_is_wrong_with_these_rows() =>
        // Which encoding was guessed is said, where it had to be guessed.
        Assert.That(((IRowFaults)PlacesSource).Faults is { LeftOut: 0, Incomplete: 0 }, Is.True, string.Join("\n", ((IRowFaults)PlacesSource).Faults.Describe(format)));
}
