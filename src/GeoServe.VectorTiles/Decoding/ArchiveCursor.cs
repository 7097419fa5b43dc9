using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.VectorTiles.Decoding;

/// <summary>
/// Walks over the features of one layer in some tiles, tile by tile. Polygons are cut to their tile, points beyond it belong to its neighbour, and lines go
/// a little beyond it, so that they join without a gap. A feature that is damaged is left out.
/// </summary>
internal sealed class ArchiveCursor : FeatureCursor
{
    // Four pixels of 512.
    private const int LinesBeyond = 128;

    private readonly List<(TileCoordinate Tile, DecodedLayer Layer)> _tiles;
    private readonly string[] _names;
    private readonly Value[] _values;
    private readonly GeometryReader _geometry = new();
    private readonly PooledList<int> _coordinates = new(512);
    private readonly PooledList<int> _ends = new(16);
    private readonly PooledList<int> _cut = new(512);
    private readonly PooledList<int> _cutEnds = new(16);
    private BoxClipper? _within;
    private BoxClipper? _beyond;
    private int[] _keys = [];        // for each key of the layer its place among the values, or -1
    private int _next;
    private int _position;
    private ulong _id;
    private GeometryKind _kind;
    private double _originX, _originY, _stepsPerUnit;

    /// <param name="tiles">The tiles that have the layer.</param> <param name="schema">Of the layer.</param> <param name="columns">Those to give, in this order.</param>
    public ArchiveCursor(List<(TileCoordinate Tile, DecodedLayer Layer)> tiles, FeatureSchema schema, ImmutableArray<int> columns)
    {
        _tiles = tiles;
        _names = [.. columns.Select(column => schema.Columns[column].Name)];
        _values = new Value[_names.Length];
        Enter(0);
    }

    /// <inheritdoc/>
    public override ulong Id => _id;

    /// <inheritdoc/>
    public override GeometryKind Kind => _kind;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Coordinates => _coordinates.Span;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> PartEnds => _ends.Span;

    /// <inheritdoc/>
    public override ReadOnlySpan<Value> Values => _values;

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        while (_next < _tiles.Count)
        {
            MessageReader fields = _tiles[_next].Layer.Fields(_position);
            while (fields.Next())
            {
                if (fields.Field != 2 || !TryRead(fields.Content)) continue;
                _position = fields.Position;
                return true;
            }
            Enter(_next + 1);
        }
        return false;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _geometry.Dispose();
        _coordinates.Dispose();
        _ends.Dispose();
        _cut.Dispose();
        _cutEnds.Dispose();
        _within?.Dispose();
        _beyond?.Dispose();
    }

    private void Enter(int index)
    {
        (_next, _position) = (index, 0);
        if (index >= _tiles.Count) return;
        (TileCoordinate tile, DecodedLayer layer) = _tiles[index];
        double side = WorldGrid.Steps / (1L << tile.Z);
        _stepsPerUnit = side / layer.Extent;
        (_originX, _originY) = ((tile.X * side) - (WorldGrid.Steps / 2), (tile.Y * side) - (WorldGrid.Steps / 2));
        _keys = [.. layer.Keys.Select(key => Array.IndexOf(_names, key))];
        _within?.Dispose();
        _beyond?.Dispose();
        int beyond = layer.Extent / LinesBeyond;
        _within = new BoxClipper(0, 0, layer.Extent, layer.Extent);
        _beyond = new BoxClipper(-beyond, -beyond, layer.Extent + beyond, layer.Extent + beyond);
    }

    private bool TryRead(ReadOnlySpan<byte> feature)
    {
        DecodedLayer layer = _tiles[_next].Layer;
        ReadOnlySpan<byte> geometry = default;
        (_id, _kind) = (0, GeometryKind.None);
        Array.Clear(_values);
        try
        {
            var fields = new MessageReader(feature);
            while (fields.Next())
            {
                switch (fields.Field)
                {
                    case 1: _id = fields.Number <= 1UL << 53 ? fields.Number : 0; break;
                    case 2: ReadTags(fields.Content, layer); break;
                    case 3: _kind = fields.Number is >= 1 and <= 3 ? (GeometryKind)fields.Number : GeometryKind.None; break;
                    case 4: geometry = fields.Content; break;
                }
            }
            if (_kind == GeometryKind.None) return false;
            _geometry.Read(geometry, _kind);
        }
        catch (SourceFaultException)
        {
            return false;
        }
        _coordinates.Clear();
        _ends.Clear();
        switch (_kind)
        {
            case GeometryKind.Point: AddPoints(layer.Extent); break;
            case GeometryKind.Line: AddLines(); break;
            default: AddRings(); break;
        }
        return _ends.Count > 0;
    }

    private void ReadTags(ReadOnlySpan<byte> tags, DecodedLayer layer)
    {
        if (_names.Length == 0) return;
        var numbers = new MessageReader(tags);
        while (!numbers.IsAtEnd)
        {
            ulong key = numbers.Varint(), value = numbers.Varint();
            if (key < (ulong)_keys.Length && value < (ulong)layer.Values.Length && _keys[key] >= 0) _values[_keys[key]] = layer.Values[value];
        }
    }

    private void AddPoints(int extent)
    {
        ReadOnlySpan<int> points = _geometry.Coordinates;
        for (int i = 0; i < points.Length; i += 2)
        {
            if (points[i] < 0 || points[i + 1] < 0 || points[i] >= extent || points[i + 1] >= extent) continue;
            Add(points.Slice(i, 2));
        }
        if (_coordinates.Count > 0) _ends.Add(_coordinates.Count / 2);
    }

    private void AddLines()
    {
        int start = 0;
        foreach (int end in _geometry.Ends)
        {
            ReadOnlySpan<int> line = _geometry.Coordinates[(start * 2)..(end * 2)];
            start = end;
            if (line.Length < 4) continue;
            _cut.Clear();
            _cutEnds.Clear();
            _beyond!.ClipLine(line, _cut, _cutEnds);
            int from = 0;
            foreach (int to in _cutEnds.Span)
            {
                Add(_cut.Span[(from * 2)..(to * 2)]);
                _ends.Add(_coordinates.Count / 2);
                from = to;
            }
        }
    }

    // The first ring is an outer one whichever way it runs: tiles before version 2 left that open. Those that run like it are outer ones, too.
    private void AddRings()
    {
        int start = 0, first = 0;
        bool isKept = false;
        foreach (int end in _geometry.Ends)
        {
            ReadOnlySpan<int> ring = _geometry.Coordinates[(start * 2)..(end * 2)];
            start = end;
            int sign = ring.Length < 6 ? 0 : Int128.Sign(Rings.TwiceArea(ring));
            if (sign == 0) continue;
            if (first == 0) first = sign;
            bool isOuter = sign == first;
            if (!isOuter && !isKept) continue;
            _cut.Clear();
            if (_within!.Relate(ring) == BoxRelation.Inside) _cut.AddRange(ring);
            else _within.ClipRing(ring, _cut);
            Span<int> cut = _cut.Span;
            int turned = cut.Length < 6 ? 0 : Int128.Sign(Rings.TwiceArea(cut));
            if (isOuter) isKept = turned != 0;
            if (turned == 0) continue;
            if (turned != (isOuter ? 1 : -1)) Rings.Reverse(cut);
            Add(cut);
            _ends.Add(_coordinates.Count / 2);
        }
    }

    private void Add(ReadOnlySpan<int> units)
    {
        Span<int> steps = _coordinates.Reserve(units.Length);
        for (int i = 0; i < units.Length; i += 2)
        {
            steps[i] = WorldGrid.Round(_originX + (units[i] * _stepsPerUnit));
            steps[i + 1] = WorldGrid.Round(_originY + (units[i + 1] * _stepsPerUnit));
        }
    }
}
