using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace GeoServe.TestKit.Servers;

/// <summary>A private PostgreSQL 15 cluster with PostGIS in a temporary folder, on a port of the loopback address. Disposal stops it.</summary>
public sealed class PostGisServer : IDisposable
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";

    private static readonly Lazy<PostGisServer> TheServer = new(() => new PostGisServer());

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"geoserve-postgis-{Guid.NewGuid():N}");

    /// <summary>Starts a server with an empty database that has PostGIS.</summary>
    public PostGisServer()
    {
        if (!File.Exists($"{Binaries}/initdb") || !File.Exists("/usr/share/postgresql/15/extension/postgis.control"))
        {
            throw new InvalidOperationException("These tests start a PostgreSQL server of their own: install the Debian packages postgresql-15 and postgresql-15-postgis-3.");
        }
        Directory.CreateDirectory(_folder);
        // initdb and the server refuse to run as root.
        if (Environment.IsPrivilegedProcess) Run("chown", "postgres", _folder);
        RunAsOwner($"{Binaries}/initdb", "-D", $"{_folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        Start();
        Execute("postgres", "CREATE DATABASE trial");
        Execute("trial", "CREATE EXTENSION postgis");
    }

    /// <summary>One for all tests of an assembly, started by whoever asks first.</summary>
    public static PostGisServer Shared => TheServer.Value;

    /// <summary>The port on 127.0.0.1; the same after <see cref="Stop"/> and <see cref="Start"/>.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>How to connect to the database that has PostGIS, as Npgsql reads it.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database=trial;Username=postgres;Timeout=10");

    /// <summary>The same as GDAL reads it.</summary>
    public string GdalName => string.Create(CultureInfo.InvariantCulture, $"PG:host=127.0.0.1 port={Port} dbname=trial user=postgres");

    /// <summary>What the server has written to its log.</summary>
    public string Log => File.ReadAllText($"{_folder}/log");

    /// <summary>Stops the shared server if it was started.</summary>
    public static void StopShared()
    {
        if (TheServer.IsValueCreated) TheServer.Value.Dispose();
    }

    /// <summary>Runs SQL in the database that has PostGIS.</summary>
    public void Execute(string sql) => Execute("trial", sql);

    /// <summary>Opens a connection of the caller's own to the database that has PostGIS.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Starts it again after <see cref="Stop"/>, and waits until it takes connections.</summary>
    public void Start() => RunAsOwner(
        $"{Binaries}/pg_ctl", "-D", $"{_folder}/data", "-l", $"{_folder}/log", "-w", "-t", "60",
        "-o", $"-p {Port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c shared_buffers=64MB", "start");

    /// <summary>Stops it at once; connections break, and its port refuses new ones.</summary>
    public void Stop() => RunAsOwner($"{Binaries}/pg_ctl", "-D", $"{_folder}/data", "-m", "immediate", "-w", "stop");

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        if (File.Exists($"{_folder}/data/postmaster.pid")) Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false".Replace("Database=trial", $"Database={database}", StringComparison.Ordinal));
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static void RunAsOwner(string program, params string[] arguments)
    {
        if (Environment.IsPrivilegedProcess) Run("runuser", ["-u", "postgres", "--", program, .. arguments]);
        else Run(program, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // The server that pg_ctl starts would hold redirected pipes open for ever: its own output goes to its log.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" >/dev/null 2>&1 </dev/null");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(program);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
