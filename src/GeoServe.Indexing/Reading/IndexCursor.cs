using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Indexing.Reading;

/// <summary>The features of one level in a box, in Hilbert order. Holds a lease of the file until it is disposed.</summary>
internal sealed class IndexCursor : FeatureCursor
{
    private readonly TileIndex _index;
    private readonly IndexFile _file;
    private readonly LevelReader _level;
    private readonly GridBox _box;
    private readonly ImmutableArray<int> _columns;
    private readonly uint[] _numbers;
    private Value[]? _values;       // vector tiles copy values by their numbers
    private readonly bool _isPrepared;
    private int _entry = -1;
    private int _row;
    private int _single;
    private bool _hasNumbers;
    private bool _hasValues;
    private bool _isDisposed;

    public IndexCursor(TileIndex index, LevelReader level, in TileQuery query)
    {
        _index = index;
        _file = index.File;
        _level = level;
        _box = query.Box;
        _columns = query.Columns;
        _numbers = new uint[_columns.Length];
        _isPrepared = level.Layout.UnitSteps != 0 && level.Layout.UnitSteps == query.UnitSteps;
        _file.Lease();
    }

    public override ulong Id => _file.Read<ulong>(_file.Footer.Ids, _row);

    public override GeometryKind Kind => _file.Footer.Kinds.IsNone ? _file.Footer.Kind : (GeometryKind)_file.Read<byte>(_file.Footer.Kinds, _row);

    public override ReadOnlySpan<int> Coordinates => _level.CoordinatesOf(_entry);

    public override ReadOnlySpan<int> PartEnds => _level.PartEndsOf(_entry, _level.CoordinatesOf(_entry).Length / 2, ref _single);

    public override GridBox Bounds => _level.BoundsOf(_entry);

    public override bool IsPrepared => _isPrepared;

    public override bool HasValueNumbers => true;

    public override ReadOnlySpan<uint> ValueNumbers
    {
        get
        {
            if (!_hasNumbers)
            {
                ReadOnlySpan<Section> sections = _file.Footer.Columns.AsSpan();
                ReadOnlySpan<int> columns = _columns.AsSpan();
                for (int i = 0; i < columns.Length; i++) _numbers[i] = _file.Read<uint>(sections[columns[i]], _row);
                _hasNumbers = true;
            }
            return _numbers;
        }
    }

    public override ReadOnlySpan<Value> Values
    {
        get
        {
            if (!_hasValues)
            {
                ReadOnlySpan<uint> numbers = ValueNumbers;
                _values ??= new Value[numbers.Length];
                for (int i = 0; i < numbers.Length; i++) _values[i] = ValueOf(numbers[i], _index.Schema.Columns[_columns[i]].Kind);
                _hasValues = true;
            }
            return _values;
        }
    }

    public override Value ValueAt(int column) => ValueOf(_file.Read<uint>(_file.Footer.Columns[_columns[column]], _row), _index.Schema.Columns[_columns[column]].Kind);

    public override ReadOnlySpan<byte> TileValue(uint number) => _file.ReadValue(number);

    public override bool TryGetLabelPoint(out int x, out int y)
    {
        if (_file.Footer.LabelPoints.IsNone || Kind != GeometryKind.Polygon) return base.TryGetLabelPoint(out x, out y);
        ReadOnlySpan<int> point = _file.Read<int>(_file.Footer.LabelPoints, _row * 2L, 2);
        (x, y) = (point[0], point[1]);
        return true;
    }

    public override bool MoveNext()
    {
        if (_entry >= _level.Count) return false;
        _entry = _level.NextMeeting(_entry + 1, _box);
        if (_entry >= _level.Count) return false;
        _row = _level.RowOf(_entry);
        _hasNumbers = _hasValues = false;
        return true;
    }

    public override void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _file.Release();
        GC.KeepAlive(_index);
    }

    private Value ValueOf(uint number, ValueKind kind)
    {
        if (number == 0) return Value.Null;
        if (kind != ValueKind.Text) return Core.Sources.TileValue.Read(TileValue(number), kind);
        if (_index.Texts.Find(number) is { } known) return Value.Of(known);
        Value text = Core.Sources.TileValue.Read(TileValue(number), kind);
        if (text.Kind == ValueKind.Text) _index.Texts.Keep(number, text.AsText());
        return text;
    }
}
