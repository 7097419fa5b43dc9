using System.Collections.Concurrent;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;
using GeoServe.Sources.GeoPackage;
using GeoServe.Sources.PostGis;

namespace GeoServe.Server.Configuration;

/// <summary>Opens the sources that the configuration names, each once, and keeps them over reloads. Disposing it closes all.</summary>
/// <param name="dataFolder">Where files are looked for.</param>
internal sealed class SourceRegistry(string dataFolder) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, PostGisDatabase> _databases = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Place, string Table, string? Crs, string? Key, string? Geometry), IFeatureSource> _sources = new();

    /// <summary>Opens the table of a collection. Nothing is read yet.</summary>
    /// <returns>The source, or null with a fault.</returns>
    public IFeatureSource? Open(CollectionOptions collection, ConfigFaults faults)
    {
        Crs? crs = null;
        if (collection.Crs is { } name && (crs = CrsRegistry.Find(name)?.Crs) is null)
        {
            faults.Add(collection.Place, $"crs '{name}' is not known; write it as EPSG:4490.");
            return null;
        }
        SourceOptions source = collection.Source;
        if (source.GeoPackage is { } file)
        {
            string path = Path.GetFullPath(Path.Combine(dataFolder, file));
            if (path.StartsWith(Path.GetFullPath(dataFolder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                return _sources.GetOrAdd((path, collection.Table, collection.Crs, null, null), _ => GeoPackageSource.Open(path, collection.Table, crs));
            }
            faults.Add(source.Place, $"'{file}' lies outside of the data folder.");
            return null;
        }
        if (Environment.GetEnvironmentVariable(source.PostGisVariable!) is not { Length: > 0 } connection)
        {
            faults.Add(source.Place, $"environment variable {source.PostGisVariable} with the connection string is not set.");
            return null;
        }
        try
        {
            PostGisDatabase database = _databases.GetOrAdd(connection, PostGisDatabase.Connect);
            return _sources.GetOrAdd(
                (connection + source.Schema, collection.Table, collection.Crs, collection.Key, collection.Geometry),
                _ => PostGisSource.Open(database, source.Schema, collection.Table, crs, collection.Key, collection.Geometry));
        }
        catch (SourceFaultException broken)
        {
            faults.Add(source.Place, $"{source.PostGisVariable}: {broken.Message}");
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (IFeatureSource source in _sources.Values) await source.DisposeAsync().ConfigureAwait(false);
        foreach (PostGisDatabase database in _databases.Values) await database.DisposeAsync().ConfigureAwait(false);
    }
}
