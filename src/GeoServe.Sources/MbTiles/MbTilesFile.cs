using System.Collections.Concurrent;
using System.Collections.Immutable;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Sources.Files;
using GeoServe.Sources.TileArchives;

namespace GeoServe.Sources.MbTiles;

/// <summary>One opened archive: a few connections, each with its statement ready. Rows of the file count from the south (MBTiles 1.3, "Tiles").</summary>
internal sealed class MbTilesFile : IArchiveFile
{
    private static readonly int s_mostIdle = Environment.ProcessorCount * 2;

    private readonly ConcurrentBag<MbTilesConnection> _idle = [];
    private readonly string _path;
    private readonly ImmutableArray<string> _paths;
    private readonly FileState _state;
    private volatile bool _isClosed;

    private MbTilesFile(string path, ImmutableArray<string> paths)
    {
        (_path, _paths) = (path, paths);
        _state = FileState.Of(paths);
        MbTilesConnection first = MbTilesConnection.Open(path);
        try
        {
            Description = MbTilesMetadata.Read(first, path);
        }
        catch
        {
            first.Dispose();
            throw;
        }
        _idle.Add(first);
    }

    /// <inheritdoc/>
    public TileArchive Description { get; }

    /// <summary>Opens it.</summary>
    /// <exception cref="SourceFaultException">It is no database, or has no tiles.</exception>
    public static MbTilesFile Open(string path, ImmutableArray<string> paths) => new(path, paths);

    /// <inheritdoc/>
    public Tile? Read(TileCoordinate tile)
    {
        if (tile.Z > 30) return null;
        if (_isClosed) throw Replaced();
        MbTilesConnection connection = _idle.TryTake(out MbTilesConnection? idle) ? idle : MbTilesConnection.Open(_path);
        byte[]? body;
        try
        {
            body = connection.ReadTile(tile.Z, tile.X, (1 << tile.Z) - 1 - tile.Y);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        // A commit between opening and reading makes another state: what was read may be of either.
        bool isSame = FileState.Of(_paths).Equals(_state);
        if (_isClosed || !isSame || _idle.Count >= s_mostIdle) connection.Dispose();
        else _idle.Add(connection);
        if (_isClosed) Close();
        if (!isSame) throw Replaced();
        return body is null ? null : new Tile(body, Description.Format, Description.IsVector ? TileBody.Sniff(body) : TileEncoding.None);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isClosed = true;
        Close();
    }

    private void Close()
    {
        while (_idle.TryTake(out MbTilesConnection? connection)) connection.Dispose();
    }

    private SourceUnavailableException Replaced() => new($"MBTiles archive '{_path}' was written or replaced; its tiles come in a moment.");
}
