using System.Buffers;
using GeoServe.Core.Sources;

namespace GeoServe.Core.Maps;

/// <summary>Finds colours: that of the cell, or mixed from the four around. What is transparent counts as that, so the rim of a hole fades.</summary>
internal readonly struct ColourSampler(RasterCells cells, RasterWindow window, uint[] colours, bool mixes)
{
    /// <summary>Fills the places of a scene that lie in the raster.</summary>
    public void Fill(RasterMapping mapping, SceneRaster scene, CancellationToken cancellationToken)
    {
        double[] rented = ArrayPool<double>.Shared.Rent((scene.Width + (2 * scene.Margin)) * 2);
        Span<double> places = rented.AsSpan(0, (scene.Width + (2 * scene.Margin)) * 2);
        for (int y = -scene.Margin; y < scene.Height + scene.Margin; y++)
        {
            if ((y & 63) == 0) cancellationToken.ThrowIfCancellationRequested();
            mapping.Row(y, places);
            Span<uint> row = scene.ColoursToFill(y);
            for (int i = 0; i < row.Length; i++)
            {
                double x = places[i * 2], z = places[(i * 2) + 1];
                if (x >= 0 && z >= 0 && x <= cells.Width && z <= cells.Height) row[i] = At(x / cells.PixelsX, z / cells.PixelsY);
            }
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    private uint At(double x, double y)
    {
        if (!mixes) return Cell((int)x, (int)y);
        double u = x - 0.5, v = y - 0.5;
        int column = (int)Math.Floor(u), row = (int)Math.Floor(v);
        uint right = (uint)((u - column) * 256), down = (uint)((v - row) * 256);
        return Mix(Mix(Cell(column, row), Cell(column + 1, row), right), Mix(Cell(column, row + 1), Cell(column + 1, row + 1), right), down);
    }

    // Two channels at a time, in 256 steps.
    private static uint Mix(uint from, uint to, uint part)
    {
        uint even = (((from & 0x00ff00ff) * (256 - part)) + ((to & 0x00ff00ff) * part) + 0x00800080) >> 8 & 0x00ff00ff;
        uint odd = (((from >> 8 & 0x00ff00ff) * (256 - part)) + ((to >> 8 & 0x00ff00ff) * part) + 0x00800080) & 0xff00ff00;
        return even | odd;
    }

    private uint Cell(int column, int row)
    {
        column = Math.Clamp(Math.Clamp(column, 0, cells.Columns - 1) - window.X, 0, window.Width - 1);
        row = Math.Clamp(Math.Clamp(row, 0, cells.Rows - 1) - window.Y, 0, window.Height - 1);
        return colours[(row * window.Width) + column];
    }
}
