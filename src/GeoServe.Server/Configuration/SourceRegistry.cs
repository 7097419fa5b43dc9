using System.Collections.Concurrent;
using GeoServe.Core.Changes;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;
using GeoServe.Sources.Csv;
using GeoServe.Sources.FlatGeobuf;
using GeoServe.Sources.GeoJson;
using GeoServe.Sources.GeoPackage;
using GeoServe.Sources.GeoTiff;
using GeoServe.Sources.Joins;
using GeoServe.Sources.MbTiles;
using GeoServe.Sources.PmTiles;
using GeoServe.Sources.PostGis;
using GeoServe.Sources.Shapefile;

namespace GeoServe.Server.Configuration;

/// <summary>Opens the sources that the configuration names, each once, and keeps them over reloads. Disposing it closes all.</summary>
/// <param name="dataFolder">Where files are looked for.</param>
internal sealed class SourceRegistry(string dataFolder) : IAsyncDisposable
{
    private static readonly TimeSpan s_untilClosed = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, PostGisDatabase> _databases = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ISource> _sources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IRasterSource> _rasters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _unusedSince = new(StringComparer.Ordinal);

    /// <summary>Opens the table of a collection, with what is joined to it. Nothing is read yet.</summary>
    /// <returns>The source, or null with a fault.</returns>
    public IFeatureSource? Open(CollectionOptions collection, ConfigFaults faults)
    {
        if (!TryFindCrs(collection, faults, out Crs? crs)) return null;
        IFeatureSource? source = Open(collection.Source, collection.Table, crs, collection.Key, collection.Geometry, faults);
        if (source is null || collection.Join is not { } join) return source;
        // A table that is not joined to itself has no CRS and no geometry to speak of.
        IFeatureSource? table = Open(join.Source, join.Table, crs: null, key: null, geometry: null, faults);
        return table is null ? null : Kept<IFeatureSource>(
            $"{IdentityOf(collection)}|{join.Identity}",
            () => new JoinedSource(source, table, new JoinKeys(join.Key, join.TableKey, [.. join.Columns])));
    }

    /// <summary>Opens a raster. Nothing is read yet.</summary>
    /// <returns>The source, or null with a fault.</returns>
    public IRasterSource? OpenRaster(CollectionOptions collection, ConfigFaults faults)
    {
        if (!TryFindCrs(collection, faults, out Crs? crs) || PathOf(collection.Source, faults) is not { } path) return null;
        return _rasters.GetOrAdd($"{collection.Source.Identity}|{crs}", _ => GeoTiffSource.Open(path, crs));
    }

    /// <summary>Opens the archive of a collection of ready tiles. Nothing is read yet.</summary>
    /// <returns>The source, or null with a fault.</returns>
    public ITileSource? OpenTiles(SourceOptions source, ConfigFaults faults)
    {
        if (PathOf(source, faults) is not { } path) return null;
        return Kept<ITileSource>(source.Identity, () => source.Kind == SourceKind.MbTiles ? MbTilesSource.Open(path) : PmTilesSource.Open(path));
    }

    /// <summary>
    /// Closes sources that no collection of a snapshot has read for a minute: requests that work with an older one have ended by then. Not safe for
    /// concurrent calls, nor while a catalog is being built.
    /// </summary>
    public async Task CloseUnusedAsync(Snapshot served, TimeProvider time)
    {
        HashSet<ISource> used = new(served.Catalog.Collections.Select(collection => collection.Source), ReferenceEqualityComparer.Instance);
        foreach (JoinedSource joined in used.OfType<JoinedSource>().ToArray()) used.UnionWith(joined.Parts);
        used.UnionWith(served.Catalog.Rasters.Select(raster => raster.Tiles).OfType<ISource>());
        await CloseUnusedAsync(_sources, used.Contains, time).ConfigureAwait(false);
        HashSet<IRasterSource> drawn = new(served.Catalog.Rasters.Select(raster => raster.Source), ReferenceEqualityComparer.Instance);
        await CloseUnusedAsync(_rasters, drawn.Contains, time).ConfigureAwait(false);
    }

    private async Task CloseUnusedAsync<T>(ConcurrentDictionary<string, T> sources, Func<T, bool> isUsed, TimeProvider time) where T : IAsyncDisposable
    {
        foreach ((string identity, T source) in sources)
        {
            if (isUsed(source)) _unusedSince.Remove(identity);
            else if (_unusedSince.TryAdd(identity, time.GetTimestamp()) || time.GetElapsedTime(_unusedSince[identity]) < s_untilClosed) continue;
            else if (_unusedSince.Remove(identity) && sources.TryRemove(identity, out _)) await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (ISource source in _sources.Values) await source.DisposeAsync().ConfigureAwait(false);
        foreach (IRasterSource source in _rasters.Values) await source.DisposeAsync().ConfigureAwait(false);
        foreach (PostGisDatabase database in _databases.Values) await database.DisposeAsync().ConfigureAwait(false);
    }

    private IFeatureSource? Open(SourceOptions source, string table, Crs? crs, string? key, string? geometry, ConfigFaults faults)
    {
        string identity = $"{source.Identity}|{(source.HasTables ? table : "")}|{crs}|{key}|{geometry}";
        if (source.Kind == SourceKind.PostGis) return OpenTable(source, identity, table, crs, key, geometry, faults);
        if (PathOf(source, faults) is not { } path) return null;
        return Kept<IFeatureSource>(identity, () => source.Kind switch
        {
            SourceKind.GeoPackage => GeoPackageSource.Open(path, table, crs),
            SourceKind.Shapefile => ShapefileSource.Open(path, new ShapefileOptions { Crs = crs, Key = key, Encoding = source.Encoding }),
            SourceKind.GeoJson => GeoJsonSource.Open(path, new GeoJsonOptions { Crs = crs, Key = key }),
            SourceKind.FlatGeobuf => FlatGeobufSource.Open(path, new FlatGeobufOptions { Crs = crs, Key = key }),
            _ => CsvSource.Open(path, new CsvOptions
            {
                X = source.X, Y = source.Y, Wkt = source.Wkt, Delimiter = source.Delimiter, Header = source.Header, Encoding = source.Encoding, Crs = crs, Key = key,
            }),
        });
    }

    private static bool TryFindCrs(CollectionOptions collection, ConfigFaults faults, out Crs? crs)
    {
        crs = null;
        if (collection.Crs is not { } name || (crs = CrsRegistry.Find(name)?.Crs) is not null) return true;
        faults.Add(collection.Place, $"crs '{name}' is not known; write it as EPSG:4490.");
        return false;
    }

    private string? PathOf(SourceOptions source, ConfigFaults faults)
    {
        string path = Path.GetFullPath(Path.Combine(dataFolder, source.File));
        if (path.StartsWith(Path.GetFullPath(dataFolder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return path;
        faults.Add(source.Place, $"'{source.File}' lies outside of the data folder.");
        return null;
    }

    private IFeatureSource? OpenTable(SourceOptions source, string identity, string table, Crs? crs, string? key, string? geometry, ConfigFaults faults)
    {
        if (Environment.GetEnvironmentVariable(source.File) is not { Length: > 0 } connection)
        {
            faults.Add(source.Place, $"environment variable {source.File} with the connection string is not set.");
            return null;
        }
        try
        {
            PostGisDatabase database = _databases.GetOrAdd(connection, PostGisDatabase.Connect);
            return Kept<IFeatureSource>($"{connection}|{identity}", () => PostGisSource.Open(database, source.Schema, table, crs, key, geometry));
        }
        catch (SourceFaultException broken)
        {
            faults.Add(source.Place, $"{source.File}: {broken.Message}");
            return null;
        }
    }

    private T Kept<T>(string identity, Func<T> open)
        where T : ISource => (T)_sources.GetOrAdd(identity, _ => open());

    private static string IdentityOf(CollectionOptions collection) => $"{collection.Source.Identity}|{collection.Table}|{collection.Crs}|{collection.Key}|{collection.Geometry}";
}
