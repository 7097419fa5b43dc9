using GeoServe.Sources.TileArchives;

namespace GeoServe.Sources.MbTiles;

/// <summary>An MBTiles archive (1.3): an SQLite file of tiles.</summary>
public sealed class MbTilesSource : ArchiveSource
{
    // Commits of a writer stand in the log first, in WAL mode.
    private MbTilesSource(string path, TimeProvider? time) : base([path, path + "-wal"], time)
    {
    }

    /// <summary>The archive in a file, which is not touched yet.</summary>
    /// <param name="path">Absolute.</param> <param name="time">The clock; null takes the system's.</param>
    public static MbTilesSource Open(string path, TimeProvider? time = null) => new(path, time);

    private protected override IArchiveFile OpenFile() => MbTilesFile.Open(Paths[0], Paths);
}
