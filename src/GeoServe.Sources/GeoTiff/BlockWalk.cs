using GeoServe.Core.Sources;

namespace GeoServe.Sources.GeoTiff;

/// <summary>Puts the pixels of blocks together to the cells of a window, a block at a time.</summary>
internal static class BlockWalk
{
    /// <summary>Each cell is a pixel.</summary>
    /// <param name="raster">The raster.</param> <param name="window">Which cells.</param> <param name="cells">Filled.</param> <param name="none">Where there is no pixel.</param>
    /// <param name="read">Gives a block by column and row; null for one that cannot be read.</param> <param name="cancellationToken">Ends the call.</param>
    public static void Copy<T>(GeoTiffRaster raster, RasterWindow window, Span<T> cells, T none, Func<int, int, T[]?> read, CancellationToken cancellationToken) where T : unmanaged
    {
        cells.Fill(none);
        foreach (Part part in PartsOf(raster, window))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (read(part.Column, part.Row) is not { } block) continue;
            for (int y = part.Top; y < part.Bottom; y++)
            {
                block.AsSpan(((y - part.BlockTop) * part.BlockWidth) + part.Left - part.BlockLeft, part.Right - part.Left).CopyTo(cells[(((y - window.Y) * window.Width) + part.Left - window.X)..]);
            }
        }
    }

    /// <summary>Each cell is the pixel in its middle.</summary>
    /// <inheritdoc cref="Copy"/>
    public static void Pick<T>(GeoTiffRaster raster, RasterWindow window, Span<T> cells, T none, Func<int, int, T[]?> read, CancellationToken cancellationToken) where T : unmanaged
    {
        cells.Fill(none);
        RasterLevel level = raster.Info.Levels[window.Level];
        foreach (Part part in PartsOf(raster, window))
        {
            cancellationToken.ThrowIfCancellationRequested();
            T[]? block = null;
            for (int cellY = part.Top / window.Step; cellY <= (part.Bottom - 1) / window.Step; cellY++)
            {
                int y = Math.Min((cellY * window.Step) + (window.Step / 2), level.Height - 1);
                if (y < part.Top || y >= part.Bottom) continue;
                for (int cellX = part.Left / window.Step; cellX <= (part.Right - 1) / window.Step; cellX++)
                {
                    int x = Math.Min((cellX * window.Step) + (window.Step / 2), level.Width - 1);
                    if (x < part.Left || x >= part.Right) continue;
                    block ??= read(part.Column, part.Row);
                    if (block is not null) cells[((cellY - window.Y) * window.Width) + cellX - window.X] = block[((y - part.BlockTop) * part.BlockWidth) + x - part.BlockLeft];
                }
            }
        }
    }

    /// <summary>Each cell is the mean of its pixels that have a value.</summary>
    /// <inheritdoc cref="Copy"/>
    public static void Average(GeoTiffRaster raster, RasterWindow window, Span<float> cells, Func<int, int, float[]?> read, CancellationToken cancellationToken)
    {
        var sums = new double[cells.Length];
        var counts = new int[cells.Length];
        foreach (Part part in PartsOf(raster, window))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (read(part.Column, part.Row) is not { } block) continue;
            for (int y = part.Top; y < part.Bottom; y++)
            {
                int row = ((y / window.Step) - window.Y) * window.Width, from = ((y - part.BlockTop) * part.BlockWidth) - part.BlockLeft;
                for (int x = part.Left; x < part.Right; x++)
                {
                    float value = block[from + x];
                    if (float.IsNaN(value)) continue;
                    int cell = row + (x / window.Step) - window.X;
                    sums[cell] += value;
                    counts[cell]++;
                }
            }
        }
        for (int i = 0; i < cells.Length; i++) cells[i] = counts[i] == 0 ? float.NaN : (float)(sums[i] / counts[i]);
    }

    /// <summary>Each cell is the mean of its pixels' colours, in which a transparent pixel counts as such.</summary>
    /// <inheritdoc cref="Copy"/>
    public static void Average(GeoTiffRaster raster, RasterWindow window, Span<uint> cells, Func<int, int, uint[]?> read, CancellationToken cancellationToken)
    {
        var sums = new long[cells.Length * 4];
        var counts = new int[cells.Length];
        foreach (Part part in PartsOf(raster, window))
        {
            cancellationToken.ThrowIfCancellationRequested();
            uint[]? block = read(part.Column, part.Row);
            for (int y = part.Top; y < part.Bottom; y++)
            {
                int row = ((y / window.Step) - window.Y) * window.Width, from = ((y - part.BlockTop) * part.BlockWidth) - part.BlockLeft;
                for (int x = part.Left; x < part.Right; x++)
                {
                    uint colour = block is null ? 0 : block[from + x];
                    int cell = row + (x / window.Step) - window.X;
                    counts[cell]++;
                    for (int channel = 0; channel < 4; channel++) sums[(cell * 4) + channel] += colour >> (channel * 8) & 255;
                }
            }
        }
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = 0;
            for (int channel = 0; channel < 4 && counts[i] > 0; channel++) cells[i] |= (uint)((sums[(i * 4) + channel] + (counts[i] / 2)) / counts[i]) << (channel * 8);
        }
    }

    // The blocks that the window meets, with the pixels of the level that lie in both; ends are not included.
    private static IEnumerable<Part> PartsOf(GeoTiffRaster raster, RasterWindow window)
    {
        RasterLevel level = raster.Info.Levels[window.Level];
        (int width, int height) = raster.BlockSize(window.Level);
        int left = (int)Math.Clamp((long)window.X * window.Step, 0, level.Width), right = (int)Math.Clamp(((long)window.X + window.Width) * window.Step, 0, level.Width);
        int top = (int)Math.Clamp((long)window.Y * window.Step, 0, level.Height), bottom = (int)Math.Clamp(((long)window.Y + window.Height) * window.Step, 0, level.Height);
        if (left >= right || top >= bottom) yield break;
        for (int row = top / height; row <= (bottom - 1) / height; row++)
        {
            for (int column = left / width; column <= (right - 1) / width; column++)
            {
                int blockLeft = column * width, blockTop = row * height;
                yield return new Part(column, row, width, blockLeft, blockTop,
                    Math.Max(left, blockLeft), Math.Max(top, blockTop), (int)Math.Min(right, (long)blockLeft + width), (int)Math.Min(bottom, (long)blockTop + height));
            }
        }
    }

    private readonly record struct Part(int Column, int Row, int BlockWidth, int BlockLeft, int BlockTop, int Left, int Top, int Right, int Bottom);
}
