using System.Globalization;
using GeoServe.Core;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Legends;

/// <summary>
/// The legend of a raster's colours: a ramp from the highest stop down to the lowest, under its title; or, where the style titles some of the stops, one box for each of those, from the lowest up.
/// </summary>
internal static class ReliefLegend
{
    public static IEnumerable<LegendEntry> Of(ColorReliefLayer layer, double zoom, string title, string language)
    {
        double[] stops = layer.Color.Expression switch
        {
            Interpolate { Input: Elevation } curve => [.. curve.Stops],
            Step { Input: Elevation } step => [.. step.Stops],
            _ => [],
        };
        if (layer.Legend.Entries.IsEmpty)
        {
            yield return new LegendEntry(title, "text", "#00000000", null, 0);
            foreach (double stop in stops.Reverse()) yield return new LegendEntry(stop.ToString("#,0.###", CultureInfo.InvariantCulture), "fill", ColourAt(layer, zoom, stop), null, 0) { IsRamp = true };
            yield break;
        }
        for (int i = 0; i < stops.Length; i++)
        {
            string[] keys = [ValueText.Number(stops[i]), $"#{i}"];
            LocalText? said = keys.Select(key => layer.Legend.Entries.GetValueOrDefault(key)).FirstOrDefault(text => text is not null);
            if (said is not null) yield return new LegendEntry(said.In(language), "fill", ColourAt(layer, zoom, stops[i]), null, 0);
        }
    }

    private static string ColourAt(ColorReliefLayer layer, double zoom, double value)
    {
        var context = new EvaluationContext(zoom, default, default, 0) { Elevation = value };
        return StyleLegends.Hex(layer.Color.Evaluate(context).WithOpacity(layer.Opacity.Evaluate(context)));
    }
}
