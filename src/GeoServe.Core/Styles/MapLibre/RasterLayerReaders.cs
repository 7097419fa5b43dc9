using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>Reads the properties of the layers that draw rasters.</summary>
internal static class RasterLayerReaders
{
    public static RasterLayer Picture(string id, PropertySection paint, PropertySection layout)
    {
        var layer = new RasterLayer
        {
            Id = id,
            Opacity = paint.Number("raster-opacity", 1, 0, 1),
            HueRotate = paint.Number("raster-hue-rotate", 0),
            BrightnessMin = paint.Number("raster-brightness-min", 0, 0, 1),
            BrightnessMax = paint.Number("raster-brightness-max", 1, 0, 1),
            Saturation = paint.Number("raster-saturation", 0, -1, 1),
            Contrast = paint.Number("raster-contrast", 0, -1, 1),
            Resampling = paint.Choice("raster-resampling", RasterResampling.Linear),
        };
        paint.Number("raster-fade-duration", 300, 0);       // of pages that move: a picture stands still
        paint.Finish();
        return layer;
    }

    public static HillshadeLayer Hillshade(string id, PropertySection paint, PropertySection layout)
    {
        var layer = new HillshadeLayer
        {
            Id = id,
            Direction = paint.Number("hillshade-illumination-direction", 335, 0, 359),
            Altitude = paint.Number("hillshade-illumination-altitude", 45, 0, 90),
            Exaggeration = paint.Number("hillshade-exaggeration", 0.5, 0, 1),
            Shadow = paint.Colour("hillshade-shadow-color", Colour.Black),
            Highlight = paint.Colour("hillshade-highlight-color", Colour.White),
            Accent = paint.Colour("hillshade-accent-color", Colour.Black),
            Method = paint.Choice("hillshade-method", HillshadeMethod.Standard),
        };
        paint.Choice("hillshade-illumination-anchor", HillshadeAnchor.Viewport);
        paint.Finish("resampling");
        return layer;
    }

    public static ColorReliefLayer ColorRelief(string id, PropertySection paint, PropertySection layout)
    {
        var layer = new ColorReliefLayer
        {
            Id = id,
            Color = paint.Colour("color-relief-color", Colour.Transparent),
            Opacity = paint.Number("color-relief-opacity", 1, 0, 1),
        };
        paint.Finish("resampling");
        return layer;
    }
}
