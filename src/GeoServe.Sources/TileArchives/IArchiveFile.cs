using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Sources.TileArchives;

/// <summary>One state of an archive of tiles, opened. Safe for concurrent calls.</summary>
internal interface IArchiveFile : IDisposable
{
    /// <summary>What it says of itself.</summary>
    TileArchive Description { get; }

    /// <summary>Reads one tile as it is stored; null where there is none.</summary>
    /// <exception cref="SourceUnavailableException">The file cannot be read, or was written since it was opened.</exception>
    /// <exception cref="SourceFaultException">The tile is damaged.</exception>
    Tile? Read(TileCoordinate tile);
}
