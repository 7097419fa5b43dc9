using System.Runtime.InteropServices;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Indexing.Building;

/// <summary>All that is kept of each row, and the level that has every position: rows are added in Hilbert order, then all is written.</summary>
internal sealed class RowsSpill : IDisposable
{
    private readonly FeatureSchema _schema;
    private readonly FeatureRank? _rank;
    private readonly int _rankColumn;
    private readonly SpillFile _ids;
    private readonly SpillFile _kinds;
    private readonly SpillFile _labelPoints;
    private readonly SpillFile[] _columns;
    private readonly ColumnCosts _costs;
    private readonly ValueHeap _values;
    private readonly LevelSpill _full;
    private readonly PoleOfInaccessibility _poles = new();
    private readonly bool[] _seenKinds = new bool[4];
    private GridBox _bounds = GridBox.Empty;

    public RowsSpill(string folder, FeatureSchema schema, FeatureRank? rank)
    {
        _schema = schema;
        _rank = rank;
        _rankColumn = rank is null ? -1 : schema.IndexOf(rank.Column);
        _ids = new SpillFile(folder);
        _kinds = new SpillFile(folder);
        _labelPoints = new SpillFile(folder);
        _columns = [.. schema.Columns.Select(_ => new SpillFile(folder))];
        _costs = new ColumnCosts(schema);
        _values = new ValueHeap(folder);
        _full = new LevelSpill(folder, IndexFormat.FullZoom, unitSteps: 0);
    }

    /// <summary>Order in which features get room in tiles.</summary>
    public FeatureRanks Ranks { get; } = new();

    /// <summary>Bytes of a feature in a tile besides its geometry, on average.</summary>
    public int BytesEach => _costs.BytesEach(_full.Count);

    /// <summary>Bytes of a tile's layer besides its features, at most.</summary>
    public int LayerBytes => _costs.LayerBytes(_full.Count);

    /// <summary>True when all rows are points.</summary>
    public bool IsPoints => !_seenKinds[(int)GeometryKind.Line] && !_seenKinds[(int)GeometryKind.Polygon];

    /// <summary>Adds the next row.</summary>
    public void Add(IndexRow row)
    {
        int number = _full.Count;
        GridBox bounds = GridBox.Around(row.Coordinates);
        _bounds = _bounds.Union(bounds);
        _seenKinds[(int)row.Kind] = true;
        _ids.Write(row.Id);
        _kinds.Write((byte)row.Kind);
        double rank = AddValues(row.Values);
        Ranks.Add(row.Id, rank, SizeOf(row));
        (int x, int y) = row.Kind == GeometryKind.Polygon ? LabelPointOf(row, bounds) : (0, 0);
        _labelPoints.Write(x);
        _labelPoints.Write(y);
        _full.Add(number, bounds, row.Coordinates, row.PartEnds);
    }

    /// <summary>Writes all; the footer has the full level only.</summary>
    public IndexFooter Write(IndexFileWriter writer)
    {
        int rows = _full.Count;
        LevelLayout full = _full.Write(writer, rows, TileCrowding.None, []);
        GeometryKind kind = _seenKinds.Count(seen => seen) == 1 ? (GeometryKind)Array.IndexOf(_seenKinds, true) : GeometryKind.None;
        return new IndexFooter
        {
            Collection = "",
            Revision = 0,
            Recipe = 0,
            Schema = _schema,
            Rows = rows,
            Kind = kind,
            Ids = writer.Write(_ids),
            Kinds = kind == GeometryKind.None ? writer.Write(_kinds) : default,
            LabelPoints = _seenKinds[(int)GeometryKind.Polygon] ? writer.Write(_labelPoints) : default,
            Columns = [.. _columns.Select(writer.Write)],
            Values = writer.Write(_values.Bytes),
            Levels = [full],
            Cells = [],
            SumColumns = [],
            Coverage = TileBitmap.Over(_bounds),
            Notes = [],
            BlockHashes = [],
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SpillFile spill in (SpillFile[])[_ids, _kinds, _labelPoints, .. _columns]) spill.Dispose();
        _values.Dispose();
        _full.Dispose();
        _poles.Dispose();
    }

    // To a hundredth of the box: finer is not seen under a text.
    private (int X, int Y) LabelPointOf(in IndexRow row, in GridBox bounds) =>
        _poles.Find(row.Coordinates, row.PartEnds, Math.Max(1, Math.Min((double)bounds.MaxX - bounds.MinX, (double)bounds.MaxY - bounds.MinY) / 100));

    // Gives the rank.
    private double AddValues(ReadOnlySpan<byte> values)
    {
        double rank = double.NaN;
        for (int column = 0; column < _columns.Length; column++)
        {
            int bytes = MemoryMarshal.Read<int>(values);
            ReadOnlySpan<byte> value = values.Slice(4, bytes);
            values = values[(4 + bytes)..];
            _columns[column].Write(_values.NumberOf(value, out bool isNew));
            _costs.Add(column, bytes, isNew);
            if (column == _rankColumn && bytes > 0) rank = _rank!.Of(TileValue.Read(value, _schema.Columns[column].Kind));
        }
        return rank;
    }

    // In steps of the grid: what is large on the map is seen first.
    private static double SizeOf(in IndexRow row)
    {
        double size = 0;
        int start = 0;
        foreach (int end in row.PartEnds)
        {
            ReadOnlySpan<int> part = row.Coordinates[(start * 2)..(end * 2)];
            start = end;
            if (row.Kind == GeometryKind.Polygon) size += (double)Rings.TwiceArea(part) / 2;
            else if (row.Kind == GeometryKind.Line) size += LengthOf(part);
        }
        return size;
    }

    private static double LengthOf(ReadOnlySpan<int> line)
    {
        double length = 0;
        for (int i = 2; i < line.Length; i += 2) length += Math.Sqrt(Square((double)line[i] - line[i - 2]) + Square((double)line[i + 1] - line[i - 1]));
        return length;
    }

    private static double Square(double number) => number * number;
}
