using GeoServe.Sources.TileArchives;

namespace GeoServe.Sources.PmTiles;

/// <summary>A PMTiles archive of version 3 on the local disk.</summary>
public sealed class PmTilesSource : ArchiveSource
{
    private PmTilesSource(string path, TimeProvider? time) : base([path], time)
    {
    }

    /// <summary>The archive in a file, which is not touched yet.</summary>
    /// <param name="path">Absolute.</param> <param name="time">The clock; null takes the system's.</param>
    public static PmTilesSource Open(string path, TimeProvider? time = null) => new(path, time);

    private protected override IArchiveFile OpenFile() => PmTilesFile.Open(Paths[0]);
}
