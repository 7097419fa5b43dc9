using System.Collections.Immutable;
using System.Runtime.InteropServices;
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
        CellTable cells = Finest(file, footer, points, columns, cancellationToken);
        var layouts = new List<CellLayout>();
        for (int zoom = IndexFormat.FinestZoom; zoom >= 0; zoom--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (zoom < IndexFormat.FinestZoom) cells = Coarser(cells);
            if (cells.Count > 100_000) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);      // the finer ones
            layouts.Add(Write(zoom, cells, writer));
        }
        layouts.Reverse();
        return new CellPyramid([.. layouts], columns);
    }

    private static CellTable Finest(IndexFile file, IndexFooter footer, LevelReader points, ImmutableArray<int> columns, CancellationToken cancellationToken)
    {
        var keys = new (ulong Key, int Entry)[points.Count];
        for (int entry = 0; entry < keys.Length; entry++)
        {
            if ((entry & 0xFFFF) == 0) cancellationToken.ThrowIfCancellationRequested();
            GridBox box = points.BoundsOf(entry);
            keys[entry] = (Morton.KeyOf(CellLayout.CellOf(box.MinX, IndexFormat.FinestZoom), CellLayout.CellOf(box.MinY, IndexFormat.FinestZoom)), entry);
        }
        Array.Sort(keys);
        var cells = new CellTable(columns.Length);
        Span<double> values = stackalloc double[MostSumColumns];
        foreach ((ulong key, int entry) in keys)
        {
            GridBox box = points.BoundsOf(entry);
            for (int i = 0; i < columns.Length; i++) values[i] = NumberOf(file, footer, columns[i], points.RowOf(entry));
            cells.Add(key, box.MinX, box.MinY, 1, values[..columns.Length]);
        }
        return cells;
    }

    private static double NumberOf(IndexFile file, IndexFooter footer, int column, int row)
    {
        uint number = file.Read<uint>(footer.Columns[column], row);
        if (number == 0) return 0;
        Value value = TileValue.Read(file.ReadValue(number), footer.Schema.Columns[column].Kind);
        // A source may have a text in a column of numbers (SQLite does).
        return value.IsNumber ? value.AsNumber() : 0;
    }

    private static CellTable Coarser(CellTable cells)
    {
        var coarser = new CellTable(cells.Columns);
        for (int i = 0; i < cells.Count; i++) coarser.Add(cells.Keys[i] >> 2, cells.SumX[i], cells.SumY[i], cells.Counts[i], cells.SumsOf(i));
        return coarser;
    }

    private static CellLayout Write(int zoom, CellTable cells, IndexFileWriter writer)
    {
        Section keys = writer.Write<ulong>(CollectionsMarshal.AsSpan(cells.Keys));
        var totals = new CellTotal[cells.Count];
        for (int i = 0; i < totals.Length; i++) totals[i] = cells.TotalOf(i);
        Section written = writer.Write<CellTotal>(totals);
        var sums = new double[cells.Count * cells.Columns];
        for (int i = 0; i < cells.Count; i++)
        {
            for (int column = 0; column < cells.Columns; column++) sums[(column * cells.Count) + i] = cells.SumsOf(i)[column];
        }
        return new CellLayout(zoom, cells.Count, keys, written, cells.Columns == 0 ? default : writer.Write<double>(sums));
    }
}
