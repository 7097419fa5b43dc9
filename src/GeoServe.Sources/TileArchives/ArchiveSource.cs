using System.Collections.Immutable;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Sources.Files;

namespace GeoServe.Sources.TileArchives;

/// <summary>
/// Ready tiles of a file. Each state of the file has a revision and is opened for itself: the state before goes on being read for those whose snapshot has
/// it, so that no tile is given under the revision of another state. A file that cannot be read after it was replaced leaves what was open as it is.
/// </summary>
public abstract class ArchiveSource : ITileSource
{
    // What is cut off and so young may be on its way still.
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly FileRevision _revision;
    private readonly TimeProvider _time;
    private volatile Opening? _current;
    private volatile Opening? _before;
    private (ulong Revision, string Reason)? _broken;
    private bool _isClosed;

    /// <param name="paths">The file, absolute, and those beside it that count for its content.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    private protected ArchiveSource(ImmutableArray<string> paths, TimeProvider? time)
    {
        Paths = paths;
        _time = time ?? TimeProvider.System;
        _revision = new FileRevision(paths, _time);
    }

    private protected ImmutableArray<string> Paths { get; }

    /// <inheritdoc/>
    public ValueTask<TileArchive> DescribeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Open().File.Description);
    }

    /// <inheritdoc/>
    public ValueTask<ulong> ReadRevisionAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Open().Revision);
    }

    /// <inheritdoc/>
    public ValueTask<Tile?> ReadAsync(TileCoordinate tile, ulong revision, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(FileOf(revision).Read(tile));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        lock (_lock)
        {
            _isClosed = true;
            _current?.File.Dispose();
            _before?.File.Dispose();
            _current = _before = null;
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens the file as it is now.</summary>
    /// <exception cref="SourceFaultException">It is no such archive, is damaged or cut off.</exception>
    private protected abstract IArchiveFile OpenFile();

    private IArchiveFile FileOf(ulong revision)
    {
        if (_current is { } current && current.Revision == revision) return current.File;
        if (_before is { } before && before.Revision == revision) return before.File;
        Opening opening = Open();
        return opening.Revision == revision ? opening.File
            : throw new SourceUnavailableException($"Archive '{Paths[0]}' was replaced; its tiles come in a moment.");
    }

    private Opening Open()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            FileState state = FileState.Of(Paths);
            ulong revision = _revision.Read();
            if (_current is { } known && known.Revision == revision) return known;
            if (_broken is { } broken && broken.Revision == revision) throw new SourceFaultException(broken.Reason);
            IArchiveFile file = Open(state, revision);
            _broken = null;
            _before?.File.Dispose();
            _before = _current;
            return _current = new Opening(revision, file);
        }
    }

    private IArchiveFile Open(FileState state, ulong revision)
    {
        try
        {
            IArchiveFile file = OpenFile();
            if (FileState.Of(Paths).Equals(state)) return file;
            file.Dispose();
            throw new SourceUnavailableException($"Archive '{Paths[0]}' is being written.");
        }
        catch (SourceFaultException broken)
        {
            if (_time.GetUtcNow().UtcDateTime - state.Written < s_settling || !FileState.Of(Paths).Equals(state))
            {
                throw new SourceUnavailableException($"{broken.Message} It was written a moment ago and is looked at again.", broken);
            }
            _broken = (revision, broken.Message);
            throw;
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            throw new SourceUnavailableException($"Archive '{Paths[0]}' cannot be read: {away.Message}", away);
        }
    }

    private sealed record Opening(ulong Revision, IArchiveFile File);
}
