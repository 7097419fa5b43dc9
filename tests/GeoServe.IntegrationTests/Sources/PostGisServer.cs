using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>A private PostgreSQL 15 cluster with PostGIS, started once a run in a temporary folder and stopped at its end.</summary>
public sealed class PostGisServer : IDisposable
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";

    private static readonly Lazy<PostGisServer> TheServer = new(() => new PostGisServer());

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"geoserve-postgis-{Guid.NewGuid():N}");
    private readonly int _port = FreePort();

    private PostGisServer()
    {
        if (!File.Exists($"{Binaries}/initdb") || !File.Exists("/usr/share/postgresql/15/extension/postgis.control"))
        {
            throw new InvalidOperationException("These tests start a PostgreSQL server of their own: install the Debian packages postgresql-15 and postgresql-15-postgis-3.");
        }
        Directory.CreateDirectory(_folder);
        // initdb and the server refuse to run as root.
        if (Environment.IsPrivilegedProcess) Run("chown", "postgres", _folder);
        RunAsOwner($"{Binaries}/initdb", "-D", $"{_folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        RunAsOwner(
            $"{Binaries}/pg_ctl", "-D", $"{_folder}/data", "-l", $"{_folder}/log", "-w", "-t", "60",
            "-o", $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c shared_buffers=64MB", "start");
        Execute("postgres", "CREATE DATABASE trial");
        Execute("trial", "CREATE EXTENSION postgis");
    }

    /// <summary>The server, started by whoever asks first.</summary>
    public static PostGisServer Shared => TheServer.Value;

    /// <summary>How to connect to the database that has PostGIS.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Database=trial;Username=postgres;Timeout=10";

    /// <summary>Stops the server if it was started.</summary>
    public static void StopShared()
    {
        if (TheServer.IsValueCreated) TheServer.Value.Dispose();
    }

    /// <summary>Runs SQL in the database that has PostGIS.</summary>
    public void Execute(string sql) => Execute("trial", sql);

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        RunAsOwner($"{Binaries}/pg_ctl", "-D", $"{_folder}/data", "-m", "immediate", "-w", "stop");
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
