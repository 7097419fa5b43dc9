using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Sql;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.Files;

/// <summary>
/// The features of one file that has no index of its own kind: opened at the first call, by reading it through once where its format wants that, and again
/// when it was written or replaced. A call that is cancelled meanwhile does not stop the opening: the next one finds it done. Rows that
/// cannot be read are left out and named.
/// </summary>
public abstract class FileSource : IFeatureSource, IRowFaults
{
    private readonly Lock _lock = new();
    private readonly FileRevision _revision;
    private readonly CancellationTokenSource _closing = new();
    private Opening? _opening;
    private ulong _lastRevision;
    private FeatureSchema? _given;

    /// <param name="paths">The file, absolute, and those beside it that count for its content.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    private protected FileSource(ImmutableArray<string> paths, TimeProvider? time)
    {
        Paths = paths;
        _revision = new FileRevision(paths, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public string Description => Path.GetFileName(Paths[0]);

    /// <inheritdoc/>
    public RowFaults Faults
    {
        get
        {
            lock (_lock) return _opening?.Faults.Found ?? RowFaults.None;
        }
    }

    private protected ImmutableArray<string> Paths { get; }

    /// <inheritdoc/>
    public async ValueTask<FeatureSchema> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        (FileTable table, _) = await LeaseAsync(cancellationToken).ConfigureAwait(false);
        _given = table.Schema;
        table.Release();
        return table.Schema;
    }

    /// <inheritdoc/>
    public async ValueTask<Box> ReadExtentAsync(CancellationToken cancellationToken)
    {
        (FileTable table, _) = await LeaseAsync(cancellationToken).ConfigureAwait(false);
        table.Release();
        return table.Extent;
    }

    /// <inheritdoc/>
    public async ValueTask<FeatureReader> QueryAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        (FileTable table, RowFaultList faults) = await LeaseAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            KnownColumns.Require(_given, table.Schema, $"file '{Paths[0]}'");
            return new FileReader(table, faults, query);
        }
        catch
        {
            table.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        query = query with { Columns = [], WithGeometry = false, Offset = 0, Limit = null };
        if (query.Filter is null)
        {
            (FileTable table, _) = await LeaseAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                using var candidates = new FileCandidates(table, query);
                if (candidates.AreSure) return candidates.Count;
            }
            finally
            {
                table.Release();
            }
        }
        await using FeatureReader reader = await QueryAsync(query, cancellationToken).ConfigureAwait(false);
        long rows = 0;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows++;
        return rows;
    }

    /// <inheritdoc/>
    public ValueTask<ulong> ReadRevisionAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ulong revision = _revision.Read();
        lock (_lock)
        {
            // Other content under the same size and time: what was opened is not what is there.
            if (_lastRevision != 0 && _lastRevision != revision) Forget();
            _lastRevision = revision;
        }
        return new ValueTask<ulong>(revision);
    }

    /// <inheritdoc/>
    public async ValueTask<RowFaults> FindFaultsAsync(CancellationToken cancellationToken)
    {
        (FileTable table, RowFaultList faults) = await LeaseAsync(cancellationToken).ConfigureAwait(false);
        table.Release();
        if (!table.IsChecked)
        {
            await using FeatureReader reader = await QueryAsync(FeatureQuery.All, cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) { }
        }
        return faults.Found;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _closing.Cancel();
        lock (_lock) Forget();
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens the file as it is now.</summary>
    /// <param name="faults">Told of rows that cannot be read.</param>
    /// <param name="cancellationToken">Cancelled when the source is closed.</param>
    /// <exception cref="SourceFaultException">The file cannot be read as what it is said to be.</exception>
    private protected abstract FileTable OpenTable(RowFaultList faults, CancellationToken cancellationToken);

    private protected static SafeFileHandle OpenHandle(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private async ValueTask<(FileTable Table, RowFaultList Faults)> LeaseAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            Opening opening = Open();
            FileTable table = await opening.Table.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (table.TryLease()) return (table, opening.Faults);
        }
    }

    private Opening Open()
    {
        FileState state = FileState.Of(Paths);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            // A file that is faulty stays so until it is written; one that could not be read is tried again.
            bool isGood = _opening is { } known && known.State.Equals(state) && known.Table.Exception?.InnerException is null or SourceFaultException;
            if (isGood) return _opening!;
            Forget();
            var faults = new RowFaultList();
            return _opening = new Opening(state, faults, Task.Run(() => Open(state, faults), CancellationToken.None));
        }
    }

    private FileTable Open(FileState state, RowFaultList faults)
    {
        try
        {
            return OpenTable(faults, _closing.Token);
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            throw new SourceUnavailableException($"File '{Paths[0]}' cannot be read: {away.Message}", away);
        }
        catch (SourceFaultException broken) when (!FileState.Of(Paths).Equals(state))
        {
            throw new SourceUnavailableException($"File '{Paths[0]}' is being written: {broken.Message}", broken);
        }
    }

    private void Forget()
    {
        _opening?.Table.ContinueWith(
            static done => done.Result.Release(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _opening = null;
    }

    private sealed record Opening(FileState State, RowFaultList Faults, Task<FileTable> Table);
}
