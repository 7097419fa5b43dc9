namespace GeoServe.Sources.PmTiles;

/// <summary>One entry of a directory (PMTiles 3, 4).</summary>
/// <param name="Id">The first tile that it is for.</param>
/// <param name="RunLength">How many tiles on end have these bytes; 0 for a leaf directory.</param>
/// <param name="Offset">From the beginning of the tile data, or of the leaf directories.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct PmTilesEntry(ulong Id, uint RunLength, ulong Offset, uint Length)
{
    /// <summary>True where it leads to a leaf directory.</summary>
    public bool IsLeaf => RunLength == 0;
}
