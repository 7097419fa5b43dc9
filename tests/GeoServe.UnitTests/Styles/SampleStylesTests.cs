using GeoServe.Core.Styles.MapLibre;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Styles;

public class SampleStylesTests
{
    [Test]
    public void The_styles_of_the_configuration_and_of_the_trials_are_sound()
    {
        string[] files =
        [
            .. Directory.GetFiles(RepositoryFolder.PathOf("config", "styles"), "*.json"),
            .. Directory.GetFiles(RepositoryFolder.PathOf("tests", "fixtures", "trials"), "T0*.json"),
        ];

        Assert.That(files, Has.Length.GreaterThan(10));
        foreach (string file in files)
        {
            StyleReading reading = MapLibreStyleReader.Read(File.ReadAllBytes(file));
            Assert.That(reading.Style, Is.Not.Null, $"{file}: {string.Join("; ", reading.Faults)}");
        }
    }
}
