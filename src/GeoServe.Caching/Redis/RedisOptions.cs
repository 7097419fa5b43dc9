namespace GeoServe.Caching.Redis;

/// <summary>How tiles are kept in Redis.</summary>
public sealed record RedisOptions
{
    /// <summary>StackExchange.Redis's configuration string: hosts, <c>user=</c>, <c>password=</c>, <c>ssl=true</c>, <c>serviceName=</c> of a Sentinel. Secret.</summary>
    public required string Configuration { get; init; }

    /// <summary>Name of this deployment: the first part of each key, so that several may share one Redis.</summary>
    public string Deployment { get; init; } = "geoserve";

    /// <summary>Most time a request waits for Redis. 50 ms: a hundred times the usual answer.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Time that a tile is kept; a tenth of it is added by chance, so that tiles do not expire together.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromDays(7);
}
