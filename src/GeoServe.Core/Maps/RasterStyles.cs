using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Styles;

namespace GeoServe.Core.Maps;

/// <summary>
/// The styles under which a map gives one raster alone to clients that draw the map themselves. Their ids have a '~', which no configured id has.
/// </summary>
public static class RasterStyles
{
    /// <summary>The styles of a raster: its numbers for colours and for shade, and, where it has them, its colours, mixed or not.</summary>
    public static IEnumerable<MapStyle> Of(RasterCollection raster)
    {
        yield return Alone(raster, new ElevationCodeLayer { Id = "values", Raster = raster.Id });
        yield return Alone(raster, new ElevationCodeLayer { Id = "heights", Raster = raster.Id, IsForShade = true });
        if (!raster.Info.HasColours) yield break;
        yield return Alone(raster, new RasterLayer { Id = "picture", Raster = raster.Id });
        yield return Alone(raster, new RasterLayer { Id = "picture", Raster = raster.Id, Resampling = StyleValues.Choice(RasterResampling.Linear, new Literal(Value.Of("nearest"))) });
    }

    /// <summary>Id of the style from which a client draws a layer over a raster.</summary>
    public static string IdFor(StyleLayer layer) => layer switch
    {
        RasterLayer picture when picture.Resampling.Evaluate(default) == RasterResampling.Nearest => layer.Raster + "~pixels",
        RasterLayer => layer.Raster + "~picture",
        HillshadeLayer or ElevationCodeLayer { IsForShade: true } => layer.Raster + "~dem",
        _ => layer.Raster + "~values",
    };

    private static MapStyle Alone(RasterCollection raster, StyleLayer layer)
    {
        string id = IdFor(layer);
        ReadOnlyMemory<byte> none = """{"version":8,"sources":{},"layers":[]}"""u8.ToArray();
        return new MapStyle(id, raster.Title, new Style(id, ImmutableArray.Create(layer)), none, XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(id)));
    }
}
