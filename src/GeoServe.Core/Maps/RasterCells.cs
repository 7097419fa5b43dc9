using System.Collections.Immutable;
using GeoServe.Core.Sources;

namespace GeoServe.Core.Maps;

/// <summary>The cells in which a raster is read for a picture: pixels of one level, or squares of them where no level is coarse enough.</summary>
/// <param name="Level">Index of the level.</param>
/// <param name="Step">Pixels of the level in a cell, each way.</param>
/// <param name="Columns">Cells across.</param> <param name="Rows">Cells down; the last of each may be cut.</param>
/// <param name="PixelsX">Pixels of the raster itself across a cell.</param> <param name="PixelsY">And down.</param>
/// <param name="Width">Pixels of the raster itself across.</param> <param name="Height">And down.</param>
/// <param name="PerPicturePixel">Cells that a pixel of the picture covers, each way: below 1 where the picture is finer.</param>
internal readonly record struct RasterCells(int Level, int Step, int Columns, int Rows, double PixelsX, double PixelsY, int Width, int Height, double PerPicturePixel)
{
    // Overviews of an odd number of pixels are not quite half as fine.
    private const double Tolerance = 1.05;

    /// <summary>The cells for a picture.</summary>
    /// <param name="info">The raster.</param>
    /// <param name="scale">Pixels of the raster itself that a pixel of the picture covers, each way.</param>
    public static RasterCells Of(RasterInfo info, double scale)
    {
        ImmutableArray<RasterLevel> levels = info.Levels;
        int level = 0;
        while (level + 1 < levels.Length && info.Width / (double)levels[level + 1].Width <= scale * Tolerance) level++;
        double pixelsX = info.Width / (double)levels[level].Width, pixelsY = info.Height / (double)levels[level].Height;
        int step = 1;
        while (scale / pixelsX / step >= 2 && step < 1 << 20) step *= 2;
        int columns = (levels[level].Width + step - 1) / step, rows = (levels[level].Height + step - 1) / step;
        return new(level, step, columns, rows, pixelsX * step, pixelsY * step, info.Width, info.Height, scale / pixelsX / step);
    }

    /// <summary>Where a cell is among those of a window; beyond the raster its rim goes on, and the window holds all that is looked at.</summary>
    public int IndexIn(in RasterWindow window, int column, int row)
    {
        column = Math.Clamp(Math.Clamp(column, 0, Columns - 1) - window.X, 0, window.Width - 1);
        row = Math.Clamp(Math.Clamp(row, 0, Rows - 1) - window.Y, 0, window.Height - 1);
        return (row * window.Width) + column;
    }
}
