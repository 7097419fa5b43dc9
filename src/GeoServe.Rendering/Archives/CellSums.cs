using System.Runtime.InteropServices;
using GeoServe.Core.Sources;

namespace GeoServe.Rendering.Archives;

/// <summary>Puts the pixels of tiles into the cells of a window: copied where a cell is a pixel, else their mean.</summary>
/// <param name="window">Which cells.</param>
/// <param name="colours">One a cell, red in the lowest byte, multiplied by alpha.</param>
internal sealed class CellSums(RasterWindow window, Memory<uint> colours)
{
    private readonly uint[] _sums = window.Step == 1 ? [] : new uint[colours.Length * 4];

    /// <summary>Begins: no cell has a colour.</summary>
    public void Begin() => colours.Span.Clear();

    /// <summary>Adds the pixels of a tile.</summary>
    /// <param name="picture">Row by row, four bytes a pixel.</param>
    /// <param name="left">Column of its first pixel in the level.</param> <param name="top">Row of its first pixel.</param> <param name="side">Pixels across and down.</param>
    public void Add(ReadOnlySpan<byte> picture, long left, long top, int side)
    {
        ReadOnlySpan<uint> pixels = MemoryMarshal.Cast<byte, uint>(picture);
        long minX = (long)window.X * window.Step, minY = (long)window.Y * window.Step;
        int fromX = (int)Math.Max(0, minX - left), toX = (int)Math.Min(side, minX + ((long)window.Width * window.Step) - left);
        int fromY = (int)Math.Max(0, minY - top), toY = (int)Math.Min(side, minY + ((long)window.Height * window.Step) - top);
        for (int y = fromY; y < toY && fromX < toX; y++)
        {
            ReadOnlySpan<uint> row = pixels.Slice((y * side) + fromX, toX - fromX);
            int cellRow = (int)((top + y - minY) / window.Step) * window.Width;
            long first = left + fromX - minX;
            if (window.Step == 1) row.CopyTo(colours.Span[(cellRow + (int)first)..]);
            else Sum(row, cellRow, first);
        }
    }

    /// <summary>Makes means of what was added.</summary>
    public void Finish()
    {
        if (window.Step == 1) return;
        Span<uint> cells = colours.Span;
        ulong pixels = (ulong)window.Step * (ulong)window.Step;
        for (int i = 0; i < cells.Length; i++)
        {
            uint colour = 0;
            for (int band = 3; band >= 0; band--) colour = (colour << 8) | (uint)((_sums[(i * 4) + band] + (pixels / 2)) / pixels);
            cells[i] = colour;
        }
    }

    private void Sum(ReadOnlySpan<uint> row, int cellRow, long first)
    {
        for (int x = 0; x < row.Length; x++)
        {
            int at = (cellRow + (int)((first + x) / window.Step)) * 4;
            _sums[at] += row[x] & 0xFF;
            _sums[at + 1] += (row[x] >> 8) & 0xFF;
            _sums[at + 2] += (row[x] >> 16) & 0xFF;
            _sums[at + 3] += row[x] >> 24;
        }
    }
}
