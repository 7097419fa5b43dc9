using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;
using GeoServe.Sources.GeoPackage;
using GeoServe.Sources.PostGis;

namespace GeoServe.Server.Configuration;

/// <summary>Opens the sources that the configuration names.</summary>
/// <param name="dataFolder">Where files are looked for.</param>
internal sealed class SourceRegistry(string dataFolder)
{
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
            if (path.StartsWith(Path.GetFullPath(dataFolder), StringComparison.Ordinal)) return GeoPackageSource.Open(path, collection.Table, crs);
            faults.Add(source.Place, $"'{file}' lies outside of the data folder.");
            return null;
        }
        if (Environment.GetEnvironmentVariable(source.PostGisVariable!) is { Length: > 0 } connection)
        {
            return PostGisSource.Open(connection, source.Schema, collection.Table, crs);
        }
        faults.Add(source.Place, $"environment variable {source.PostGisVariable} with the connection string is not set.");
        return null;
    }
}
