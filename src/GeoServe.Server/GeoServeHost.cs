using GeoServe.Caching.Layered;
using GeoServe.Caching.Memory;
using GeoServe.Caching.Redis;
using GeoServe.Core.Changes;
using GeoServe.Core.Maps;
using GeoServe.Core.Queries;
using GeoServe.Core.Tiles;
using GeoServe.Indexing;
using GeoServe.Protocols.Http;
using GeoServe.Protocols.MapLibre;
using GeoServe.Protocols.Ows;
using GeoServe.Protocols.Wfs;
using GeoServe.Protocols.Wmts;
using GeoServe.Protocols.Xyz;
using GeoServe.Rendering;
using GeoServe.Rendering.Glyphs;
using GeoServe.Rendering.Labels;
using GeoServe.Rendering.Legends;
using GeoServe.Server.Configuration;
using GeoServe.Server.Configuration.Themes;
using GeoServe.Server.Telemetry;
using GeoServe.Server.Viewer;
using GeoServe.VectorTiles.Encoding;

namespace GeoServe.Server;

/// <summary>The whole server on one screen: Kestrel, what it is composed of, and every address.</summary>
internal static class GeoServeHost
{
    /// <summary>Composes the server; it is to be run by the caller.</summary>
    public static WebApplication Build(HostOptions host)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        ServerOptions options = host.Folder.Server;
        builder.WebHost.UseKestrelCore().UseUrls(host.Urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Limits.RequestBodyBytes;
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;      // filters in query strings
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        AddServices(builder.Services, host, options);
        WebApplication app = builder.Build();
        host.Snapshots.Swap(app.Services.GetRequiredService<IndexKeeper>().WithReadyIndexes);
        app.Run(app.Services.GetRequiredService<Endpoints>().HandleAsync);
        return app;
    }

    private static void AddServices(IServiceCollection services, HostOptions host, ServerOptions options)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(host.Snapshots);
        services.AddSingleton(new PublicAddress(options.TrustForwarded));
        services.AddSingleton(new ServiceDescription(options.Service.Title, options.Service.Abstract, options.Service.Provider, options.Service.ProviderSite));

        services.AddSingleton(new MemoryTileCache(options.Cache.MemoryBytes));
        services.AddSingleton<ITileCache>(all => new LayeredTileCache(all.GetRequiredService<MemoryTileCache>(), RedisOf(options.Cache, all)));
        services.AddSingleton<TileStoreQueue>();
        services.AddSingleton<RenderGate>();
        services.AddSingleton<ISceneEncoder, VectorTileEncoder>();
        services.AddSingleton(all => new FontLibrary(host.FontFolder, all.GetRequiredService<ILogger<FontLibrary>>()));
        services.AddSingleton<IGlyphs, GlyphRanges>();
        services.AddSingleton<ILegends, StyleLegends>();
        services.AddSingleton<ILabelPlacer, LabelPlacer>();
        services.AddSingleton<ISceneEncoder, RasterEncoder>();
        services.AddSingleton<LabelBlocks>();
        services.AddSingleton<SceneBuilder>();
        services.AddSingleton<TileService>();

        services.AddSingleton(new FeatureLimits(options.Limits.FeaturesPerAnswer, options.Limits.DefaultFeaturesPerAnswer, CountDeadline: TimeSpan.FromSeconds(2)));
        services.AddSingleton<FeatureService>();
        services.AddSingleton<TimeRanges>();

        services.AddSingleton<XyzEndpoints>();
        services.AddSingleton<WmtsEndpoints>();
        services.AddSingleton<WfsEndpoints>();
        services.AddSingleton<MapLibreEndpoints>();
        services.AddSingleton<ViewerEndpoints>();
        services.AddSingleton<HealthEndpoints>();
        services.AddSingleton<Endpoints>();

        services.AddSingleton(all => new IndexKeeper(
            host.Snapshots, Path.Combine(host.DataFolder, "indexes"), all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<IndexKeeper>>()));
        services.AddSingleton<RevisionPoller>();
        services.AddSingleton(all => new CatalogKeeper(
            host.First, host.Loader, host.Snapshots, all.GetRequiredService<IndexKeeper>(), all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<CatalogKeeper>>()));
        AddBackgroundWork(services, "seeing changes of the data", all => all.GetRequiredService<RevisionPoller>().RunAsync);
        AddBackgroundWork(services, "building tile indexes", all => all.GetRequiredService<IndexKeeper>().RunAsync);
        services.AddSingleton<LiveStyles>();
        AddBackgroundWork(services, "seeing which values grow old", all => all.GetRequiredService<LiveStyles>().RunAsync);
        AddBackgroundWork(services, "storing tiles", all => all.GetRequiredService<TileStoreQueue>().RunAsync);
        AddBackgroundWork(services, "taking changes of the configuration", all => all.GetRequiredService<CatalogKeeper>().RunAsync);
    }

    // Not by AddHostedService, which keeps one service of a type, and all of these are of one.
    private static void AddBackgroundWork(IServiceCollection services, string name, Func<IServiceProvider, Func<CancellationToken, Task>> work) =>
        services.AddSingleton<IHostedService>(all => new BackgroundWork(
            name, work(all), all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<BackgroundWork>>()));

    private static RedisTileStore? RedisOf(CacheOptions cache, IServiceProvider services) =>
        cache.RedisVariable is { } variable && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } connection
            ? new RedisTileStore(
                new RedisOptions { Configuration = connection, Deployment = cache.Deployment, Deadline = cache.RedisDeadline, TimeToLive = cache.RedisTimeToLive },
                services.GetRequiredService<ILogger<RedisTileStore>>())
            : null;
}
