using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Sources;

/// <summary>Ready tiles of WebMercatorQuad, all of one format, such as an archive. Safe for concurrent calls.</summary>
public interface ITileSource : ISource
{
    /// <summary>What is in it now.</summary>
    /// <exception cref="SourceUnavailableException">The source gave no answer; a later try may succeed.</exception>
    /// <exception cref="SourceFaultException">The source answers, but holds no tiles or cannot be read.</exception>
    ValueTask<TileArchive> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Reads one tile of the state with a revision; null where there is none, which is no error.</summary>
    /// <param name="tile">Rows from the top, whatever the archive counts.</param>
    /// <param name="revision">As <see cref="ISource.ReadRevisionAsync"/> gave it: the bytes are those of just this state.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The bytes as they are stored, with the packing that they have.</returns>
    /// <exception cref="SourceUnavailableException">The source gave no answer, or is not in that state any more.</exception>
    /// <exception cref="SourceFaultException">The tile is damaged.</exception>
    ValueTask<Tile?> ReadAsync(TileCoordinate tile, ulong revision, CancellationToken cancellationToken);
}
