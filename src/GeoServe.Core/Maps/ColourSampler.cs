using GeoServe.Core.Sources;

namespace GeoServe.Core.Maps;

/// <summary>Finds colours: that of the cell, or mixed from the four around. What is transparent counts as that, so the rim of a hole fades.</summary>
internal readonly struct ColourSampler(RasterCells cells, RasterWindow window, uint[] colours, bool mixes) : IRasterSampler<uint>
{
    /// <inheritdoc/>
    public Span<uint> RowToFill(SceneRaster scene, int y) => scene.ColoursToFill(y);

    /// <inheritdoc/>
    public uint At(double x, double y)
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

    private uint Cell(int column, int row) => colours[cells.IndexIn(window, column, row)];
}
