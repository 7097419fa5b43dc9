using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;

namespace GeoServe.VectorTiles.Encoding;

/// <summary>
/// Writes one layer of a Mapbox Vector Tile, version 2 (MVT 2.1, section 4), from the features of a stream, and behind it a layer of label points
/// where the style labels its polygons. Used again and again by one thread.
/// </summary>
internal sealed class LayerWriter(ProtobufWriter output)
{
    /// <summary>
    /// Number of a layer's field that says how many features of the tile are left out at this zoom: readers skip fields that they do not know,
    /// and those from 16 on are free for extensions (MVT 2.1, annex A).
    /// </summary>
    public const int LeftOutField = 16;

    // Commands of MVT 2.1, 4.3.1.
    private const uint MoveTo = 1;
    private const uint LineTo = 2;
    private const uint ClosePath = 15;      // id 7, count 1

    private readonly LayerValues _values = new();
    private readonly LabelPoints _labels = new();
    private readonly ClassMerger _merger = new();
    private readonly LineJoiner _joiner = new();
    private uint[] _tags = [];
    private int[] _everyColumn = [];

    /// <summary>Writes the layer; nothing where it has no feature (a layer without features is not allowed: MVT 2.1, 4.1).</summary>
    public void Write(SceneStream stream, int extent)
    {
        if (!stream.MoveNext()) return;
        MakeRoom(stream.Columns.Length);
        _labels.Begin(stream.LabelColumns);
        int layer = BeginLayer(stream.Collection.Id);
        _values.Begin(stream.Columns.Length);
        ReadOnlySpan<int> columns = _everyColumn.AsSpan(0, stream.Columns.Length);
        bool ready = stream.HasValueNumbers;
        _merger.Begin();
        _joiner.Begin();
        do
        {
            _labels.AddFrom(stream);
            if (stream.Classes is { } classes && stream.Kind == GeometryKind.Polygon)
            {
                _merger.Add(classes.ClassOf(stream.LookValues, stream.Id), stream.Coordinates, stream.PartEnds, stream.LookColumns.AsSpan(), ready ? [] : stream.Values, ready ? stream.ValueNumbers : []);
                continue;
            }
            int tags = ready ? _values.TagsOf(columns, stream.ValueNumbers, _tags) : _values.TagsOf(columns, stream.Values, _tags);
            if (stream.JoinsLines && stream.Kind == GeometryKind.Line)
            {
                _joiner.Add(_tags.AsSpan(0, tags), stream.Coordinates, stream.PartEnds);
                continue;
            }
            WriteFeature(stream.Id, _tags.AsSpan(0, tags), stream.Kind, stream.Coordinates, stream.PartEnds);
        }
        while (stream.MoveNext());
        ReadOnlySpan<int> looks = stream.LookColumns.AsSpan();
        while (_merger.MoveNext())
        {
            int tags = ready ? _values.TagsOf(looks, _merger.NumbersOf(looks.Length), _tags) : _values.TagsOf(looks, _merger.ValuesOf(looks.Length), _tags);
            WriteFeature(id: 0, _tags.AsSpan(0, tags), GeometryKind.Polygon, _merger.Coordinates, _merger.PartEnds);
        }
        _joiner.Finish();
        for (int group = 0; group < _joiner.Groups; group++)
        {
            _joiner.Join(group);
            WriteFeature(id: 0, _joiner.TagsOf(group), GeometryKind.Line, _joiner.Coordinates, _joiner.PartEnds);
        }
        EndLayer(layer, stream, extent);
        if (_labels.Count > 0) WriteLabels(stream, extent);
    }

    private void WriteLabels(SceneStream stream, int extent)
    {
        int layer = BeginLayer(stream.LabelLayer);
        _values.Begin(stream.Columns.Length);
        ReadOnlySpan<int> one = [1];
        for (int i = 0; i < _labels.Count; i++)
        {
            int tags = _labels.TagsOf(i, _values, _tags);
            WriteFeature(_labels.IdOf(i), _tags.AsSpan(0, tags), GeometryKind.Point, _labels.PositionOf(i), one);
        }
        EndLayer(layer, stream, extent);
    }

    private int BeginLayer(string name)
    {
        int begin = output.BeginMessage(3);
        output.UnsignedField(15, 2);
        output.TextField(1, name);
        return begin;
    }

    private void EndLayer(int begin, SceneStream stream, int extent)
    {
        foreach (int column in _values.Columns) output.TextField(3, stream.Columns[column].Name);
        _values.Write(stream, output);
        output.UnsignedField(5, (ulong)extent);
        if (stream.LeftOut > 0) output.UnsignedField(LeftOutField, (ulong)stream.LeftOut);
        output.EndMessage(begin);
    }

    private void WriteFeature(ulong id, ReadOnlySpan<uint> tags, GeometryKind kind, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds)
    {
        int tagBytes = 0;
        foreach (uint tag in tags) tagBytes += ProtobufWriter.LengthOf(tag);
        // Most that the commands and positions can need; a difference has at most 5 bytes.
        int geometryBytes = (int)Math.Min(int.MaxValue - 64L - tagBytes, (coordinates.Length * 5L) + (partEnds.Length * 11L));
        int most = geometryBytes + tagBytes + 40;
        int begin = output.BeginMessage(2, most);
        if (id != 0) output.UnsignedField(1, id);
        if (tagBytes > 0)
        {
            int tagsBegin = output.BeginMessage(2, tagBytes);
            foreach (uint tag in tags) output.Varint(tag);
            output.EndMessage(tagsBegin, tagBytes);
        }
        output.UnsignedField(3, (ulong)kind);
        int geometry = output.BeginMessage(4, geometryBytes);
        WriteGeometry(kind, coordinates, partEnds);
        output.EndMessage(geometry, geometryBytes);
        output.EndMessage(begin, most);
    }

    private void WriteGeometry(GeometryKind kind, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds)
    {
        int x = 0, y = 0, start = 0;
        foreach (int end in partEnds)
        {
            int moved = kind == GeometryKind.Point ? end - start : 1;
            output.Varint(((uint)moved << 3) | MoveTo);
            output.Deltas(coordinates.Slice(start * 2, moved * 2), ref x, ref y);
            int drawn = end - start - moved;
            if (drawn > 0)
            {
                output.Varint(((uint)drawn << 3) | LineTo);
                output.Deltas(coordinates.Slice((start + moved) * 2, drawn * 2), ref x, ref y);
            }
            if (kind == GeometryKind.Polygon) output.Varint(ClosePath);
            start = end;
        }
    }

    private void MakeRoom(int columns)
    {
        if (_tags.Length < columns * 2) _tags = new uint[columns * 2];
        if (_everyColumn.Length < columns) _everyColumn = [.. Enumerable.Range(0, columns)];
    }
}
