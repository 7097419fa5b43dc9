using GeoServe.Core.Features;

namespace GeoServe.Core.Sources;

/// <summary>A place where collections can be created and loaded in bulk: a GeoPackage, a PostGIS schema.</summary>
public interface IFeatureStore : IAsyncDisposable
{
    /// <summary>
    /// Creates a table, with a spatial index where it has geometry, and begins to load it. The key of the schema, an integer column, is
    /// given as the row's id and is not among <c>values</c>.
    /// </summary>
    /// <exception cref="SourceFaultException">A table of that name is there already.</exception>
    ValueTask<IFeatureLoad> CreateAsync(string table, FeatureSchema schema, CancellationToken cancellationToken);
}
