using GeoServe.Core.Maps;
using GeoServe.Core.Styles;
using GeoServe.Rendering.Labels;

namespace GeoServe.Rendering.Drawing;

/// <summary>Draws a scene: the layers of its style from the lowest to the highest, each over the features of its collection.</summary>
internal static class SceneDrawer
{
    public static void Draw(DrawingFrame frame, MapScene scene, CancellationToken cancellationToken)
    {
        foreach (StyleLayer layer in scene.Style.Style.Layers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!layer.IsDrawnAt(frame.Zoom)) continue;
            if (layer is BackgroundLayer background)
            {
                BackgroundDrawer.Draw(frame, background);
                continue;
            }
            if (layer is SymbolLayer)
            {
                if (scene.Labels is LabelSet labels) LabelDrawer.Draw(frame, labels, layer.Id);
                continue;
            }
            if (layer.Raster is not null)
            {
                if (scene.FindRaster(layer) is { } raster) DrawRaster(frame, raster, layer, cancellationToken);
                continue;
            }
            if (layer is HeatmapLayer && layer.SourceLayer is { } heated)
            {
                SceneLayer? points = scene.Find(heated);
                HeatmapDrawer.Draw(frame, points, (HeatmapLayer)layer.Bind(name => points?.IndexOf(name) ?? -1), cancellationToken);
                continue;
            }
            if (layer.SourceLayer is null || scene.Find(layer.SourceLayer) is not { Count: > 0 } features) continue;
            switch (layer.Bind(features.IndexOf))
            {
                case FillLayer fill: FillDrawer.Draw(frame, features, fill, cancellationToken); break;
                case LineLayer line: LineDrawer.Draw(frame, features, line, cancellationToken); break;
                case CircleLayer circle: CircleDrawer.Draw(frame, features, circle, cancellationToken); break;
            }
        }
    }

    private static void DrawRaster(DrawingFrame frame, SceneRaster raster, StyleLayer layer, CancellationToken cancellationToken)
    {
        switch (layer)
        {
            case HillshadeLayer hillshade: HillshadeDrawer.Draw(frame, raster, hillshade, cancellationToken); break;
            case ColorReliefLayer relief: ColorReliefDrawer.Draw(frame, raster, relief, cancellationToken); break;
            case ElevationCodeLayer code: ElevationCodeDrawer.Draw(frame, raster, code); break;
            case RasterLayer picture: PictureDrawer.Draw(frame, raster, picture, cancellationToken); break;
        }
    }
}
