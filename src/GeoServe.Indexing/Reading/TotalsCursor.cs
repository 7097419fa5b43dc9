using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Indexing.Reading;

/// <summary>
/// The cells of one step of the pyramid of totals that meet a box, in Morton order: each a point in the middle of what it holds, with how many that are and
/// their sum. A square of cells is one run of keys, so squares inside the box are taken whole and those outside are passed over.
/// </summary>
internal sealed class TotalsCursor : FeatureCursor
{
    private static readonly int[] s_one = [1];

    private readonly IndexFile _file;
    private readonly CellLayout _layout;
    private readonly int _sums;
    private readonly (uint MinX, uint MinY, uint MaxX, uint MaxY) _box;
    private readonly List<(int From, int To)> _runs = [];
    private readonly int[] _place = new int[2];
    private readonly Value[] _values;
    private int _run;
    private int _cell = -1;
    private bool _isDisposed;

    /// <param name="file">The index.</param> <param name="layout">The step of the pyramid.</param>
    /// <param name="sums">Which of the sums is given; -1 for none.</param> <param name="box">Where.</param>
    public TotalsCursor(IndexFile file, CellLayout layout, int sums, in GridBox box)
    {
        (_file, _layout, _sums) = (file, layout, sums);
        _values = new Value[sums < 0 ? 1 : 2];
        uint cellOf(int step) => CellLayout.CellOf(step, layout.Zoom);
        _box = (cellOf(box.MinX), cellOf(box.MinY), cellOf(box.MaxX), cellOf(box.MaxY));
        file.Lease();
        try
        {
            if (!box.IsEmpty) Collect(0, layout.Zoom + CellLayout.CellBits, 0, layout.Count);
        }
        catch
        {
            file.Release();
            throw;
        }
        if (_runs.Count > 0) _cell = _runs[0].From - 1;
    }

    /// <inheritdoc/>
    public override ulong Id => 0;

    /// <inheritdoc/>
    public override GeometryKind Kind => GeometryKind.Point;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Coordinates => _place;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> PartEnds => s_one;

    /// <inheritdoc/>
    public override ReadOnlySpan<Value> Values => _values;

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (_run >= _runs.Count) return false;
        if (++_cell >= _runs[_run].To)
        {
            if (++_run >= _runs.Count) return false;
            _cell = _runs[_run].From;
        }
        CellTotal total = _file.Read<CellTotal>(_layout.Cells, _cell);
        (_place[0], _place[1]) = (total.X, total.Y);
        _values[0] = Value.Of((long)total.Count);
        if (_sums >= 0) _values[1] = Value.Of(_file.Read<double>(_layout.Sums, ((long)_sums * _layout.Count) + _cell));
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _file.Release();
    }

    // A square is the run of keys that begin with its own; its four quarters follow one another in it.
    private void Collect(ulong square, int bits, int from, int to)
    {
        if (from == to) return;
        (uint x, uint y) = (Morton.XOf(square), Morton.YOf(square));
        (ulong minX, ulong minY) = ((ulong)x << bits, (ulong)y << bits);
        (ulong maxX, ulong maxY) = (minX + (1UL << bits) - 1, minY + (1UL << bits) - 1);
        if (maxX < _box.MinX || minX > _box.MaxX || maxY < _box.MinY || minY > _box.MaxY) return;
        if (minX >= _box.MinX && maxX <= _box.MaxX && minY >= _box.MinY && maxY <= _box.MaxY)
        {
            if (_runs.Count > 0 && _runs[^1].To == from) _runs[^1] = (_runs[^1].From, to);
            else _runs.Add((from, to));
            return;
        }
        for (ulong quarter = 0; quarter < 4; quarter++)
        {
            ulong part = (square << 2) | quarter;
            int end = quarter == 3 ? to : FirstFrom((part + 1) << (2 * (bits - 1)), from, to);
            Collect(part, bits - 1, from, end);
            from = end;
        }
    }

    private int FirstFrom(ulong key, int low, int high)
    {
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (_file.Read<ulong>(_layout.Keys, middle) < key) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
