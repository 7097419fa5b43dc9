using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing.Reading;

namespace GeoServe.Indexing.Building;

/// <summary>
/// Counts and sums of points in square cells, 64 across each tile, from z14 up to z0, so that heat maps, hexagons and clusters cost the same at
/// every zoom. Each zoom is added up from the four times as many cells of the next.
/// </summary>
internal sealed class CellPyramid
{
    /// <summary>Cells across a tile: 8 pixels each, where a tile is shown on 512.</summary>
    public const int CellsAcross = 64;

    // Sums of more columns than a map ever adds up would only cost space.
    private const int MostSumColumns = 8;

    private CellPyramid(ImmutableArray<CellLayout> layouts, ImmutableArray<int> sumColumns) => (Layouts, SumColumns) = (layouts, sumColumns);

    /// <summary>From coarse to fine.</summary>
    public ImmutableArray<CellLayout> Layouts { get; }

    /// <summary>Indexes of the columns with sums: the first numbers that are no key.</summary>
    public ImmutableArray<int> SumColumns { get; }

    public static CellPyramid Build(IndexFile file, IndexFooter footer, LevelReader points, IndexFileWriter writer, CancellationToken cancellationToken)
    {
        ImmutableArray<int> columns =
        [
            .. Enumerable.Range(0, footer.Schema.Columns.Length)
                .Where(i => footer.Schema.Columns[i] is { Kind: ValueKind.Integer or ValueKind.Real } column && column.Name != footer.Schema.Key)
                .Take(MostSumColumns),
        ];
        List<Cell> cells = Finest(file, footer, points, columns, cancellationToken);
        var layouts = new List<CellLayout>();
        for (int zoom = IndexFormat.FinestZoom; zoom >= 0; zoom--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (zoom < IndexFormat.FinestZoom) cells = Coarser(cells);
            layouts.Add(Write(zoom, cells, columns.Length, writer));
        }
        layouts.Reverse();
        return new CellPyramid([.. layouts], columns);
    }

    private static List<Cell> Finest(IndexFile file, IndexFooter footer, LevelReader points, ImmutableArray<int> columns, CancellationToken cancellationToken)
    {
        var keys = new (ulong Key, int Entry)[points.Count];
        for (int entry = 0; entry < keys.Length; entry++)
        {
            if ((entry & 0xFFFF) == 0) cancellationToken.ThrowIfCancellationRequested();
            GridBox box = points.BoundsOf(entry);
            keys[entry] = (Morton.KeyOf(CellOf(box.MinX), CellOf(box.MinY)), entry);
        }
        Array.Sort(keys);
        var cells = new List<Cell>();
        foreach ((ulong key, int entry) in keys)
        {
            if (cells.Count == 0 || cells[^1].Key != key) cells.Add(new Cell(key, columns.Length));
            GridBox box = points.BoundsOf(entry);
            cells[^1].Add(box.MinX, box.MinY);
            for (int i = 0; i < columns.Length; i++) cells[^1].Sums[i] += NumberOf(file, footer, columns[i], points.RowOf(entry));
        }
        return cells;
    }

    private static double NumberOf(IndexFile file, IndexFooter footer, int column, int row)
    {
        uint number = file.Read<uint>(footer.Columns[column], row);
        if (number == 0) return 0;
        int ahead = (int)Math.Min(24, footer.Values.Bytes - (number * 4L));
        Value value = TileValue.Read(file.Read<byte>(footer.Values, number * 4L, ahead), footer.Schema.Columns[column].Kind);
        return value.IsNumber ? value.AsNumber() : 0;
    }

    private static List<Cell> Coarser(List<Cell> cells)
    {
        var coarser = new List<Cell>((cells.Count / 3) + 1);
        foreach (Cell cell in cells)
        {
            if (coarser.Count == 0 || coarser[^1].Key != cell.Key >> 2) coarser.Add(new Cell(cell.Key >> 2, cell.Sums.Length));
            coarser[^1].Add(cell);
        }
        return coarser;
    }

    private static CellLayout Write(int zoom, List<Cell> cells, int columns, IndexFileWriter writer)
    {
        Section keys = writer.Write<ulong>(cells.Select(cell => cell.Key).ToArray());
        Section totals = writer.Write<CellTotal>(cells.Select(cell => cell.Total).ToArray());
        var sums = new double[cells.Count * columns];
        for (int column = 0; column < columns; column++)
        {
            for (int i = 0; i < cells.Count; i++) sums[(column * cells.Count) + i] = cells[i].Sums[column];
        }
        return new CellLayout(zoom, cells.Count, keys, totals, columns == 0 ? default : writer.Write<double>(sums));
    }

    private static uint CellOf(int step) => ((uint)step ^ 0x8000_0000) >> (32 - IndexFormat.FinestZoom - 6);

    private sealed class Cell(ulong key, int columns)
    {
        private double _sumX;
        private double _sumY;
        private uint _count;

        public ulong Key { get; } = key;

        public double[] Sums { get; } = new double[columns];

        public CellTotal Total => new((int)Math.Round(_sumX / _count), (int)Math.Round(_sumY / _count), _count);

        public void Add(int x, int y)
        {
            _sumX += x;
            _sumY += y;
            _count++;
        }

        public void Add(Cell finer)
        {
            _sumX += finer._sumX;
            _sumY += finer._sumY;
            _count += finer._count;
            for (int i = 0; i < Sums.Length; i++) Sums[i] += finer.Sums[i];
        }
    }
}
