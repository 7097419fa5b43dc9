namespace GeoServe.Indexing;

/// <summary>One step of the pyramid of counts: the points of the collection gathered in square cells, 64 across a tile, in Morton order.</summary>
/// <param name="Zoom">Of the tiles.</param>
/// <param name="Count">How many cells have a point.</param>
/// <param name="Keys"><c>ulong[Count]</c>: Morton codes of the cells, ascending.</param>
/// <param name="Cells"><c>CellTotal[Count]</c>: how many points, and the middle of them.</param>
/// <param name="Sums"><c>double[Count]</c> for each column with sums, one after another; none where there is no such column.</param>
internal sealed record CellLayout(int Zoom, int Count, Section Keys, Section Cells, Section Sums)
{
    /// <summary>Side of a cell in steps of the grid.</summary>
    public long SideSteps => 1L << (32 - Zoom - CellBits);

    /// <summary>Bits of a cell's place in its tile: 64 across, 8 pixels each where a tile is shown on 512.</summary>
    public const int CellBits = 6;

    /// <summary>Column or row of the cell of a zoom in which a step of the grid lies, from 0 at the west and north.</summary>
    public static uint CellOf(int step, int zoom) => ((uint)step ^ 0x8000_0000) >> (32 - zoom - CellBits);

    public void Write(BinaryWriter writer)
    {
        writer.Write(Zoom);
        writer.Write(Count);
        LevelLayout.Write(writer, Keys);
        LevelLayout.Write(writer, Cells);
        LevelLayout.Write(writer, Sums);
    }

    public static CellLayout Read(BinaryReader reader) => new(
        reader.ReadInt32(), reader.ReadInt32(), LevelLayout.ReadSection(reader), LevelLayout.ReadSection(reader), LevelLayout.ReadSection(reader));
}
