using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Sources;

/// <summary>One table being loaded, in one transaction: nothing is there before <see cref="CompleteAsync"/>. Not safe for concurrent use.</summary>
public interface IFeatureLoad : IAsyncDisposable
{
    /// <summary>Adds a row. Shape and values may be used again by the caller afterwards.</summary>
    /// <param name="id">The key.</param>
    /// <param name="shape">The geometry, of the schema's type and CRS; null for none.</param>
    /// <param name="values">One for each column of the schema except its key, in its order.</param>
    void Add(long id, Shape? shape, ReadOnlySpan<Value> values);

    /// <summary>Writes what is left, builds the indexes and commits.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
