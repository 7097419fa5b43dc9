using System.Collections.Concurrent;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.GeoPackage;

/// <summary>
/// Open connections of one file, kept for the next caller, and shared by all that read the file: each has read the definitions of all tables, so a city's 800
/// layers would else be read 800 times. Safe for concurrent calls.
/// </summary>
internal sealed class GeoPackageConnections : IDisposable
{
    private static readonly Dictionary<string, GeoPackageConnections> s_files = new(StringComparer.Ordinal);

    private readonly string _path;
    private int _users;

    private GeoPackageConnections(string path) => _path = path;

    /// <summary>The connections of a file, absolute; whoever asks for them disposes them once.</summary>
    public static GeoPackageConnections Of(string path)
    {
        lock (s_files)
        {
            if (!s_files.TryGetValue(path, out GeoPackageConnections? file)) s_files[path] = file = new GeoPackageConnections(path);
            file._users++;
            return file;
        }
    }

    // Two a core keep tiles and features busy at once; more would only hold memory for SQLite's page caches (2 MB each).
    private static readonly int MaxIdle = Environment.ProcessorCount * 2;

    private readonly ConcurrentBag<Idle> _idle = [];
    private volatile bool _disposed;

    /// <summary>A connection for one caller, to be given back by disposing the lease.</summary>
    /// <exception cref="SourceUnavailableException">The file is gone or cannot be opened now.</exception>
    /// <exception cref="SourceFaultException">The file is no database.</exception>
    public Lease Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var file = new FileInfo(_path);
        if (!file.Exists) throw new SourceUnavailableException($"GeoPackage '{_path}' is not there.");
        // A file that was put in the place of another one has a birth of its own; connections to the old one still read the old one.
        DateTime born = file.CreationTimeUtc;
        while (_idle.TryTake(out Idle idle))
        {
            if (idle.Born == born) return new Lease(this, idle.Connection, born);
            idle.Connection.Dispose();
        }
        return new Lease(this, GeoPackageConnection.Open(_path), born);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (s_files)
        {
            if (--_users > 0) return;
            s_files.Remove(_path);
        }
        _disposed = true;
        Close();
    }

    private void Close()
    {
        while (_idle.TryTake(out Idle idle)) idle.Connection.Dispose();
    }

    private void Return(GeoPackageConnection connection, DateTime born)
    {
        if (_disposed || _idle.Count >= MaxIdle) connection.Dispose();
        else _idle.Add(new Idle(connection, born));
        if (_disposed) Close();
    }

    private readonly record struct Idle(GeoPackageConnection Connection, DateTime Born);

    /// <summary>A connection on loan.</summary>
    internal sealed class Lease(GeoPackageConnections owner, GeoPackageConnection connection, DateTime born) : IDisposable
    {
        private int _returned;

        public GeoPackageConnection Connection => connection;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0) owner.Return(connection, born);
        }
    }
}
