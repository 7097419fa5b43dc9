namespace GeoServe.Server.Configuration;

/// <summary>The section <c>cache</c> of geoserve.yaml.</summary>
public sealed record CacheOptions
{
    /// <summary>Most memory for tiles in this process, in bytes; 0 keeps none. 256 MiB: 16,384 tiles of 16 KiB.</summary>
    public long MemoryBytes { get; init; } = 256L << 20;

    /// <summary>Name of the environment variable with Redis's connection string (hosts, user, password, ssl); null: no Redis.</summary>
    public string? RedisVariable { get; init; }

    /// <summary>Most time that a request waits for Redis. 50 ms: a hundred times the usual answer.</summary>
    public TimeSpan RedisDeadline { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long Redis keeps a tile.</summary>
    public TimeSpan RedisTimeToLive { get; init; } = TimeSpan.FromDays(7);

    /// <summary>First part of each key in Redis: tells deployments apart that share one.</summary>
    public string Deployment { get; init; } = "geoserve";

    internal static CacheOptions Read(YamlSection? yaml)
    {
        var defaults = new CacheOptions();
        if (yaml is null) return defaults;
        YamlSection? redis = yaml.Section("redis");
        var options = new CacheOptions
        {
            MemoryBytes = yaml.Bytes("memory") ?? defaults.MemoryBytes,
            Deployment = yaml.Text("deployment") ?? defaults.Deployment,
            RedisVariable = redis?.RequiredText("connectionVariable"),
            RedisDeadline = redis?.Duration("deadline") ?? defaults.RedisDeadline,
            RedisTimeToLive = redis?.Duration("timeToLive") ?? defaults.RedisTimeToLive,
        };
        redis?.End();
        yaml.End();
        return options;
    }
}
