using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Styles;
using GeoServe.Core.Styles.MapLibre;
using NUnit.Framework;

namespace GeoServe.UnitTests.Styles;

public class RasterLayerTests
{
    private static StyleReading Read(string layer) => MapLibreStyleReader.Read($$"""{"version":8,"layers":[{{layer}}]}""");

    [Test]
    public void A_layer_over_a_raster_names_it_as_its_source()
    {
        StyleReading reading = Read("""
            {"id":"a","type":"raster","source":"photo","paint":{"raster-opacity":0.5,"raster-resampling":"nearest","raster-fade-duration":0}},
            {"id":"b","type":"hillshade","source":"dem","minzoom":5,"paint":{"hillshade-method":"igor","hillshade-illumination-anchor":"map","hillshade-shadow-color":"#123456"}},
            {"id":"c","type":"color-relief","source":"dem","paint":{"color-relief-color":["interpolate",["linear"],["elevation"],0,"#000000",100,"#ffffff"]}}
            """);

        Assert.That(reading.Faults, Is.Empty);
        Assert.That(reading.Style!.Rasters, Is.EqualTo(new[] { "photo", "dem" }));
        Assert.That(reading.Style.SourceLayers, Is.Empty);
        Assert.That(reading.Style.LayersOver("dem", 4).Select(layer => layer.Id), Is.EqualTo(new[] { "c" }));
        var relief = (ColorReliefLayer)reading.Style.Layers[2];
        Assert.That(relief.Color.Evaluate(new EvaluationContext(8, default, default, 0) { Elevation = 25 }).Red, Is.EqualTo(0.25).Within(0.001));
    }

    [TestCase("""{"id":"a","type":"hillshade"}""", "'source'")]
    [TestCase("""{"id":"a","type":"hillshade","source":"d","paint":{"hillshade-exaggeration":2}}""", "0 to 1")]
    [TestCase("""{"id":"a","type":"hillshade","source":"d","paint":{"hillshade-method":"multidirectional"}}""", "standard, basic, combined, igor")]
    [TestCase("""{"id":"a","type":"raster","source":"d","paint":{"raster-resampling":"cubic"}}""", "linear, nearest")]
    [TestCase("""{"id":"a","type":"raster","source":"d","paint":{"raster-opasity":1}}""", "raster-opacity")]
    public void What_is_wrong_with_one_is_named(string layer, string named)
    {
        StyleReading reading = Read(layer);

        Assert.That(reading.Style, Is.Null);
        Assert.That(reading.Faults.Single(fault => !fault.IsWarning).Message, Does.Contain(named));
    }
}
