using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Indexing.Building;

/// <summary>One level being made: entries are added in Hilbert order, then all is written as sections.</summary>
internal sealed class LevelSpill(string folder, int zoom, int unitSteps) : IDisposable
{
    private readonly SpillFile _rows = new(folder);
    private readonly SpillFile _bounds = new(folder);
    private readonly SpillFile _starts = new(folder);
    private readonly SpillFile _partStarts = new(folder);
    private readonly SpillFile _partEnds = new(folder);
    private readonly SpillFile _coordinates = new(folder);
    private readonly PackedTree _tree = new();
    private long _positions;
    private long _parts;
    private bool _isSinglePoints = true;
    private bool _isSingleParts = true;
    private bool _isEveryRow = true;

    /// <summary>How many entries were added.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an entry.</summary>
    /// <exception cref="InvalidDataException">The level has more than 2^32 positions.</exception>
    public void Add(int row, in GridBox bounds, ReadOnlySpan<int> coordinates, ReadOnlySpan<int> partEnds)
    {
        if (_positions + (coordinates.Length / 2) > uint.MaxValue) throw new InvalidDataException("The collection has more than 4,294,967,295 positions.");
        _isEveryRow &= row == Count;
        _isSinglePoints &= coordinates.Length == 2;
        _isSingleParts &= partEnds.Length == 1;
        _rows.Write((uint)row);
        _bounds.Write(bounds);
        _starts.Write((uint)_positions);
        _partStarts.Write((uint)_parts);
        _partEnds.Write(partEnds);
        _coordinates.Write(coordinates);
        _tree.Add(bounds);
        _positions += coordinates.Length / 2;
        _parts += partEnds.Length;
        Count++;
    }

    /// <summary>Writes the level.</summary>
    /// <param name="writer">The file.</param> <param name="rows">How many rows the index has.</param> <param name="crowding">How full its tiles are.</param>
    /// <param name="leftOut">Tiles from which features were left out.</param>
    public LevelLayout Write(IndexFileWriter writer, int rows, TileCrowding crowding, ReadOnlySpan<LeftOutTile> leftOut)
    {
        _starts.Write((uint)_positions);
        _partStarts.Write((uint)_parts);
        bool singlePoints = _isSinglePoints && Count > 0;
        return new LevelLayout
        {
            Crowding = crowding,
            Zoom = zoom,
            UnitSteps = unitSteps,
            Count = Count,
            Rows = _isEveryRow && Count == rows ? default : writer.Write(_rows),
            Bounds = singlePoints ? default : writer.Write(_bounds),
            Nodes = _tree.Write(writer),
            Starts = singlePoints ? default : writer.Write(_starts),
            PartStarts = _isSingleParts ? default : writer.Write(_partStarts),
            PartEnds = _isSingleParts ? default : writer.Write(_partEnds),
            Coordinates = writer.Write(_coordinates),
            LeftOut = leftOut.IsEmpty ? default : writer.Write(leftOut),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SpillFile spill in (SpillFile[])[_rows, _bounds, _starts, _partStarts, _partEnds, _coordinates]) spill.Dispose();
    }
}
