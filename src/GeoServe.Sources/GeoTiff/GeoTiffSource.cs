using System.Collections.Immutable;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;
using GeoServe.Sources.Files;

namespace GeoServe.Sources.GeoTiff;

/// <summary>
/// A GeoTIFF (OGC 19-008r4), cloud-optimised or not, BigTIFF or not: opened at the first call by reading its directories, and again when it was written or replaced. Blocks that are
/// damaged have no values and are named.
/// </summary>
public sealed class GeoTiffSource : IRasterSource, IRowFaults
{
    private const int MostNamed = 5;

    private readonly Lock _lock = new();
    private readonly ImmutableArray<string> _paths;
    private readonly Crs? _crs;
    private readonly FileRevision _revision;
    private readonly SortedDictionary<(int Level, int Row, int Column), string> _damaged = [];
    private Opening? _opening;
    private ulong _lastRevision;
    private bool _isClosed;

    private GeoTiffSource(string path, Crs? crs, TimeProvider? time)
    {
        _paths = [path, path + ".ovr"];
        _crs = crs;
        _revision = new FileRevision(_paths, time ?? TimeProvider.System);
    }

    /// <summary>A source of one file, which is touched by the first call.</summary>
    /// <param name="path">Of the file; overviews may lie beside it in a file with <c>.ovr</c> appended.</param>
    /// <param name="crs">Its CRS where it does not say it, or says it wrongly; null for what it says.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    public static GeoTiffSource Open(string path, Crs? crs = null, TimeProvider? time = null) => new(Path.GetFullPath(path), crs, time);

    /// <inheritdoc/>
    public string Description => $"file '{_paths[0]}'";

    /// <inheritdoc/>
    public RowFaults Faults
    {
        get
        {
            lock (_lock)
            {
                if (_damaged.Count == 0) return RowFaults.None;
                string[] reasons = [.. _damaged.Select(block => $"{(block.Key.Level == 0 ? "" : $"in overview {block.Key.Level}, ")}{block.Value}").Distinct()];
                string first = string.Join("; ", reasons.Take(MostNamed));
                return RowFaults.None with { Notes = [$"{_damaged.Count} of its blocks cannot be read and have no values: {first}{(reasons.Length > MostNamed ? "; ..." : "")}"] };
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<RasterInfo> ReadInfoAsync(CancellationToken cancellationToken)
    {
        GeoTiffRaster raster = Lease(cancellationToken);
        raster.Release();
        return new(raster.Info);
    }

    /// <inheritdoc/>
    public ValueTask ReadValuesAsync(RasterInfo known, RasterWindow window, Memory<float> values, CancellationToken cancellationToken)
    {
        GeoTiffRaster raster = Lease(known, cancellationToken);
        try
        {
            if (window.Step == 1) BlockWalk.Copy(raster, window, values.Span, float.NaN, ValuesOf(raster, window.Level), cancellationToken);
            else if (!raster.Info.IsContinuous) BlockWalk.Pick(raster, window, values.Span, float.NaN, ValuesOf(raster, window.Level), cancellationToken);
            else BlockWalk.Average(raster, window, values.Span, ValuesOf(raster, window.Level), cancellationToken);
            return default;
        }
        finally
        {
            raster.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask ReadColoursAsync(RasterInfo known, RasterWindow window, Memory<uint> colours, CancellationToken cancellationToken)
    {
        GeoTiffRaster raster = Lease(known, cancellationToken);
        try
        {
            if (window.Step == 1) BlockWalk.Copy(raster, window, colours.Span, 0u, ColoursOf(raster, window.Level), cancellationToken);
            else if (!raster.Info.IsContinuous) BlockWalk.Pick(raster, window, colours.Span, 0u, ColoursOf(raster, window.Level), cancellationToken);
            else BlockWalk.Average(raster, window, colours.Span, ColoursOf(raster, window.Level), cancellationToken);
            return default;
        }
        finally
        {
            raster.Release();
        }
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
        return new(revision);
    }

    /// <inheritdoc/>
    /// <remarks>Unpacks every block of every level once, one at a time.</remarks>
    public ValueTask<RowFaults> FindFaultsAsync(CancellationToken cancellationToken)
    {
        GeoTiffRaster raster = Lease(cancellationToken);
        try
        {
            foreach ((int level, int column, int row) in raster.Blocks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (raster.Info.HasColours) ColoursOf(raster, level)(column, row);
                else ValuesOf(raster, level)(column, row);
            }
            return new(Faults);
        }
        finally
        {
            raster.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            Forget();
        }
        return ValueTask.CompletedTask;
    }

    private Func<int, int, float[]?> ValuesOf(GeoTiffRaster raster, int level) => (column, row) => Guard(raster, level, column, row, raster.Values);

    private Func<int, int, uint[]?> ColoursOf(GeoTiffRaster raster, int level) => (column, row) => Guard(raster, level, column, row, raster.Colours);

    private T[]? Guard<T>(GeoTiffRaster raster, int level, int column, int row, Func<int, int, int, T[]> read)
    {
        lock (_lock)
        {
            if (_damaged.Count > 0 && _damaged.ContainsKey((level, row, column))) return null;
        }
        try
        {
            return read(level, column, row);
        }
        catch (SourceFaultException damaged)
        {
            lock (_lock)
            {
                if (_opening?.Raster == raster && FileState.Of(_paths).Equals(_opening.State))
                {
                    _damaged[(level, row, column)] = damaged.Message.Replace($"File '{_paths[0]}' cannot be read: ", "", StringComparison.Ordinal).TrimEnd('.');
                    return null;
                }
            }
            throw new SourceUnavailableException($"File '{_paths[0]}' is being written: {damaged.Message}", damaged);
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            throw new SourceUnavailableException($"File '{_paths[0]}' cannot be read: {away.Message}", away);
        }
    }

    private GeoTiffRaster Lease(RasterInfo known, CancellationToken cancellationToken)
    {
        GeoTiffRaster raster = Lease(cancellationToken);
        if (ReferenceEquals(raster.Info, known)) return raster;
        raster.Release();
        throw new SourceUnavailableException($"File '{_paths[0]}' was replaced just now.");
    }

    private GeoTiffRaster Lease(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FileState state = FileState.Of(_paths);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_opening is not { } known || !known.State.Equals(state))
            {
                Forget();
                known = _opening = OpenNow(state);
            }
            if (known.Fault is { } fault) throw new SourceFaultException(fault.Message, fault);
            known.Raster!.TryLease();       // it has the lease of the opening as long as the lock is held
            return known.Raster;
        }
    }

    // A file that is faulty stays so until it is written; one that could not be opened is tried again.
    private Opening OpenNow(FileState state)
    {
        try
        {
            return new Opening(state, new GeoTiffRaster(_paths[0], _paths[1], _crs, BlockCache.Shared), null);
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            throw new SourceUnavailableException($"File '{_paths[0]}' cannot be read: {away.Message}", away);
        }
        catch (SourceFaultException broken)
        {
            if (!FileState.Of(_paths).Equals(state)) throw new SourceUnavailableException($"File '{_paths[0]}' is being written: {broken.Message}", broken);
            return new Opening(state, null, broken);
        }
    }

    private void Forget()
    {
        _opening?.Raster?.Release();
        _opening = null;
        _damaged.Clear();
    }

    private sealed record Opening(FileState State, GeoTiffRaster? Raster, SourceFaultException? Fault);
}
