using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Sources;

/// <summary>The features of one table or file. Safe for concurrent calls.</summary>
public interface IFeatureSource : ISource
{
    /// <summary>What the rows look like, read from the source at each call.</summary>
    /// <exception cref="SourceUnavailableException">The source gave no answer; a later try may succeed.</exception>
    /// <exception cref="SourceFaultException">The source answers, but this is not in it or cannot be read.</exception>
    ValueTask<FeatureSchema> ReadSchemaAsync(CancellationToken cancellationToken);

    /// <summary>The box around all geometries in the CRS of the source, from the source's own index where that is exact; empty where there are none.</summary>
    /// <exception cref="SourceUnavailableException">The source gave no answer.</exception>
    ValueTask<Box> ReadExtentAsync(CancellationToken cancellationToken);

    /// <summary>Begins a query. Cancelling ends it in the source too.</summary>
    /// <exception cref="SourceUnavailableException">The source gave no answer.</exception>
    ValueTask<FeatureReader> QueryAsync(FeatureQuery query, CancellationToken cancellationToken);

    /// <summary>How many rows match; offset and limit of the query do not count.</summary>
    /// <exception cref="SourceUnavailableException">The source gave no answer.</exception>
    ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken);
}
