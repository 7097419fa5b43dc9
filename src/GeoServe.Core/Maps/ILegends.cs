using GeoServe.Core.Catalogs;

namespace GeoServe.Core.Maps;

/// <summary>Legends of maps, from their styles.</summary>
public interface ILegends
{
    /// <summary>The entries of a legend, from top to bottom, in a language ("zh" or "en").</summary>
    IReadOnlyList<LegendEntry> Entries(Map map, MapStyle style, string language);

    /// <summary>The legend as a PNG picture.</summary>
    /// <param name="map">The map.</param> <param name="style">Its style.</param> <param name="language">"zh" or "en".</param>
    /// <param name="scale">1, or 2 for twice the pixels.</param>
    byte[] Png(Map map, MapStyle style, string language, int scale);

    /// <summary>The legend as an SVG 1.1 drawing, as UTF-8: the same entries in the same places.</summary>
    /// <param name="map">The map.</param> <param name="style">Its style.</param> <param name="language">"zh" or "en".</param>
    byte[] Svg(Map map, MapStyle style, string language);
}
