using System.Buffers;
using GeoServe.Core.Catalogs;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.Styles;

namespace GeoServe.Core.Maps;

/// <summary>Reads what a view shows of a raster, from the level that is as fine as the picture or a little finer, and brings it to the picture's pixels.</summary>
internal static class RasterReader
{
    /// <summary>Most pixels of a level that are read for one picture: half a second of unpacking. Only a raster without overviews has so many.</summary>
    public const long MostPixels = 1 << 26;

    private const double WorldMetres = 2 * Math.PI * 6_378_137;

    /// <summary>True when a style draws a raster at the view's zoom and the raster's box meets the view.</summary>
    public static bool MayMeet(MapView view, Style style, RasterCollection raster)
    {
        if (!style.LayersOver(raster.Id, view.Zoom).Any()) return false;
        Box seen = CrsRegistry.Between(view.Crs, Crs.Crs84).Transform(view.Box);
        return seen.MinY <= raster.Bounds.MaxY && seen.MaxY >= raster.Bounds.MinY
            && (raster.Bounds.Width >= 360 || Turns(360).Any(turn => seen.MinX + turn <= raster.Bounds.MaxX && seen.MaxX + turn >= raster.Bounds.MinX));
    }

    /// <summary>Adds what the layers over a raster need: numbers, colours, or both.</summary>
    /// <exception cref="SourceUnavailableException">The source gave no answer.</exception>
    /// <exception cref="RequestException">The view shows more of it than may be read at once: <see cref="RequestFault.TooLarge"/>.</exception>
    public static async ValueTask ReadAsync(MapView view, Style style, RasterCollection raster, List<SceneRaster> read, CancellationToken cancellationToken)
    {
        if (!MayMeet(view, style, raster)) return;
        try
        {
            RasterInfo info = await raster.Source.ReadInfoAsync(cancellationToken).ConfigureAwait(false);
            await ReadAsync(view, style, raster, info, read, cancellationToken).ConfigureAwait(false);
        }
        catch (SourceFaultException broken)
        {
            // It was sound when the catalog was built, and whoever asks for a tile cannot mend it.
            throw new SourceUnavailableException(broken.Message, broken);
        }
    }

    private static async ValueTask ReadAsync(MapView view, Style style, RasterCollection raster, RasterInfo info, List<SceneRaster> read, CancellationToken cancellationToken)
    {
        foreach (RasterResampling? resampling in style.LayersOver(raster.Id, view.Zoom).Select(layer => SceneRaster.ResamplingOf(layer, view.Zoom)).Distinct())
        {
            if (resampling is not null && !info.HasColours) continue;
            int margin = resampling is null ? 1 : 0;      // of slopes
            var scene = new SceneRaster(raster.Id, resampling, view.WidthPixels * view.Scale, view.HeightPixels * view.Scale, margin);
            read.Add(scene);
            for (int y = -margin; y < scene.Height + margin; y++)
            {
                if (resampling is null) scene.ValuesToFill(y).Fill(float.NaN);
                else scene.ColoursToFill(y).Clear();
            }
            double round = info.Crs.IsGeographic ? 360 : info.Crs == Crs.WebMercator ? WorldMetres : 0;
            foreach (double turn in Turns(round)) await FillAsync(view, raster, info, scene, turn, cancellationToken).ConfigureAwait(false);
        }
    }

    private static IEnumerable<double> Turns(double round) => round == 0 ? [0] : [0, -round, round];

    private static async ValueTask FillAsync(MapView view, RasterCollection raster, RasterInfo info, SceneRaster scene, double turn, CancellationToken cancellationToken)
    {
        var mapping = new RasterMapping(view, info, scene.Margin, turn);
        var cells = RasterCells.Of(info, ScaleOf(view, info, raster.Bounds));
        if (WindowOf(mapping, cells, scene) is not { } window) return;
        if ((long)window.Width * window.Height * window.Step * window.Step > MostPixels)
        {
            throw new RequestException(RequestFault.TooLarge, "z", $"This picture shows {(long)window.Width * window.Height * window.Step * window.Step} pixels of raster '{raster.Id}'; ask for a finer zoom, or give the file overviews (gdaladdo).");
        }
        int count = window.Width * window.Height;
        if (scene.Resampling is null)
        {
            float[] values = ArrayPool<float>.Shared.Rent(count);
            await raster.Source.ReadValuesAsync(info, window, values.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            Fill<float, ValueSampler>(new ValueSampler(cells, window, values, info.IsContinuous), cells, mapping, scene, cancellationToken);
            ArrayPool<float>.Shared.Return(values);
        }
        else
        {
            uint[] colours = ArrayPool<uint>.Shared.Rent(count);
            await raster.Source.ReadColoursAsync(info, window, colours.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            Fill<uint, ColourSampler>(new ColourSampler(cells, window, colours, info.IsContinuous && scene.Resampling == RasterResampling.Linear), cells, mapping, scene, cancellationToken);
            ArrayPool<uint>.Shared.Return(colours);
        }
    }

    // The places of a scene that lie in the raster.
    private static void Fill<T, TSampler>(in TSampler sampler, RasterCells cells, RasterMapping mapping, SceneRaster scene, CancellationToken cancellationToken)
        where TSampler : struct, IRasterSampler<T>
    {
        double[] rented = ArrayPool<double>.Shared.Rent((scene.Width + (2 * scene.Margin)) * 2);
        Span<double> places = rented.AsSpan(0, (scene.Width + (2 * scene.Margin)) * 2);
        for (int y = -scene.Margin; y < scene.Height + scene.Margin; y++)
        {
            if ((y & 63) == 0) cancellationToken.ThrowIfCancellationRequested();
            mapping.Row(y, places);
            Span<T> row = sampler.RowToFill(scene, y);
            for (int i = 0; i < row.Length; i++)
            {
                double x = places[i * 2], z = places[(i * 2) + 1];
                // The last side belongs to the raster, too; what is no number does not.
                if (x >= 0 && z >= 0 && x <= cells.Width && z <= cells.Height) row[i] = sampler.At(x / cells.PixelsX, z / cells.PixelsY);
            }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    // Pixels of the raster, the square root of their area, that a pixel of the picture covers. Taken at a place that the views of a zoom share, so that neighbours read the same
    // level: the next in a net of 8 degrees, since Mercator's scale changes with latitude.
    private static double ScaleOf(MapView view, RasterInfo info, Box bounds)
    {
        Position middle = CrsRegistry.Between(view.Crs, Crs.Crs84).Transform(view.Box.Centre);
        double longitude = Math.Clamp(Math.Round(middle.X / 8) * 8, bounds.MinX, bounds.MaxX), latitude = Math.Clamp(Math.Round(middle.Y / 8) * 8, bounds.MinY, bounds.MaxY);
        Position at = CrsRegistry.Between(Crs.Crs84, view.Crs).Transform(new Position(longitude, Math.Clamp(latitude, -85, 85)));
        double pixelX = view.Box.Width / (view.WidthPixels * view.Scale), pixelY = view.Box.Height / (view.HeightPixels * view.Scale);
        Span<double> xy = [at.X, at.Y, at.X + pixelX, at.Y, at.X, at.Y - pixelY];
        CrsRegistry.Between(view.Crs, info.Crs).Transform(xy);
        info.Transform.ToPixels(xy);
        double area = ((xy[2] - xy[0]) * (xy[5] - xy[1])) - ((xy[3] - xy[1]) * (xy[4] - xy[0]));
        return double.IsFinite(area) && area != 0 ? Math.Sqrt(Math.Abs(area)) : 1;
    }

    // The cells that the view shows, with those that sampling looks at beside them; null where there are none.
    private static RasterWindow? WindowOf(RasterMapping mapping, RasterCells cells, SceneRaster scene)
    {
        const int Beside = 4;
        double minX = double.MaxValue, minY = double.MaxValue, maxX = double.MinValue, maxY = double.MinValue;
        double[] places = ArrayPool<double>.Shared.Rent((scene.Width + (2 * scene.Margin)) * 2);
        Span<double> row = places.AsSpan(0, (scene.Width + (2 * scene.Margin)) * 2);
        int last = scene.Height + scene.Margin - 1;
        for (int y = -scene.Margin; ; y = Math.Min(y + RasterMapping.CellPixels, last))
        {
            mapping.Row(y, row);
            for (int i = 0; i < row.Length; i += 2)
            {
                if (!double.IsFinite(row[i]) || !double.IsFinite(row[i + 1])) continue;
                (minX, maxX) = (Math.Min(minX, row[i]), Math.Max(maxX, row[i]));
                (minY, maxY) = (Math.Min(minY, row[i + 1]), Math.Max(maxY, row[i + 1]));
            }
            if (y == last) break;
        }
        ArrayPool<double>.Shared.Return(places);
        if (minX > maxX) return null;
        int left = (int)Math.Clamp(Math.Floor(minX / cells.PixelsX) - Beside, 0, cells.Columns), right = (int)Math.Clamp(Math.Ceiling(maxX / cells.PixelsX) + Beside, 0, cells.Columns);
        int top = (int)Math.Clamp(Math.Floor(minY / cells.PixelsY) - Beside, 0, cells.Rows), bottom = (int)Math.Clamp(Math.Ceiling(maxY / cells.PixelsY) + Beside, 0, cells.Rows);
        return left >= right || top >= bottom ? null : new RasterWindow(cells.Level, cells.Step, left, top, right - left, bottom - top);
    }
}
