using System.Buffers;
using GeoServe.Core.Sources;
using GeoServe.Core.Tiles;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;

namespace GeoServe.Caching.Redis;

/// <summary>
/// Tiles in Redis, through the distributed cache of Microsoft.Extensions. A Redis that is down, slow or full is a miss: after some
/// failures a circuit breaker leaves it alone for a while. Values carry length and checksum; a damaged one is a miss.
/// </summary>
public sealed class RedisTileStore : IAsyncDisposable
{
    private readonly RedisCache _redis;
    private readonly ResiliencePipeline _guard;
    private readonly RedisOptions _options;
    private readonly ILogger _log;
    private long _damaged;

    /// <summary>A store that connects when it is first used.</summary>
    public RedisTileStore(RedisOptions options, ILogger<RedisTileStore> log, TimeProvider? time = null)
    {
        _options = options;
        _log = log;
        ConfigurationOptions configuration = ConfigurationOptions.Parse(options.Configuration);
        configuration.AbortOnConnectFail = false;
        configuration.ConnectTimeout = 1000;
        configuration.AsyncTimeout = Math.Max(100, (int)options.Deadline.TotalMilliseconds);
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        _redis = new RedisCache(new RedisCacheOptions { ConfigurationOptions = configuration, InstanceName = options.Deployment + ":" });
        _guard = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 4,
                SamplingDuration = TimeSpan.FromSeconds(5),
                BreakDuration = Retry,
                ShouldHandle = new PredicateBuilder().Handle<Exception>(failure => failure is not OperationCanceledException),
                OnOpened = opened => Lost(opened.Outcome.Exception),
                OnClosed = _ => Back(),
            })
            .AddTimeout(options.Deadline)
            .Build();
    }

    /// <summary>Time for which a Redis that failed is left alone.</summary>
    public static TimeSpan Retry { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Values that did not read back as they were written.</summary>
    public long Damaged => Interlocked.Read(ref _damaged);

    /// <summary>Reads a tile; null where there is none or Redis gives no answer in time.</summary>
    public async ValueTask<Tile?> GetAsync(TileKey key, CancellationToken cancellationToken)
    {
        try
        {
            byte[]? value = await _guard.ExecuteAsync(
                static async (state, token) => await state.Redis.GetAsync(state.Key, token).ConfigureAwait(false),
                (Redis: _redis, Key: key.ToString()), cancellationToken).ConfigureAwait(false);
            if (value is null) return null;
            Tile? tile = StoredTile.Read(value);
            if (tile is null) Interlocked.Increment(ref _damaged);
            return tile;
        }
        catch (Exception failure) when (IsAway(failure))
        {
            return null;
        }
    }

    /// <summary>Writes a tile; nothing happens where Redis is away.</summary>
    public async ValueTask PutAsync(TileKey key, Tile tile, CancellationToken cancellationToken)
    {
        var entry = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = _options.TimeToLive * (1 + (Random.Shared.NextDouble() / 10)) };
        try
        {
            await _guard.ExecuteAsync(
                static async (state, token) => await state.Redis.SetAsync(state.Key, new ReadOnlySequence<byte>(state.Value), state.Entry, token).ConfigureAwait(false),
                (Redis: (IBufferDistributedCache)_redis, Key: key.ToString(), Value: StoredTile.Write(tile), Entry: entry), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsAway(failure))
        {
            // Not kept: it is made again when it is asked for. The breaker says in the log that Redis is away.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _redis.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsAway(Exception failure) =>
        failure is RedisException or TimeoutRejectedException or BrokenCircuitException or TimeoutException or ObjectDisposedException;

    private ValueTask Lost(Exception? failure)
    {
        Log.CacheLevelLost(_log, Retry, failure?.GetType().Name ?? "");
        return ValueTask.CompletedTask;
    }

    private ValueTask Back()
    {
        Log.CacheLevelBack(_log);
        return ValueTask.CompletedTask;
    }
}
