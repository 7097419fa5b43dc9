using GeoServe.Core.Features;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Sources;

/// <summary>
/// Gives the rows of one query, forward only. What a property gives is valid until the next row. Not safe for concurrent
/// use; disposing it ends the query, read to the end or not.
/// </summary>
public abstract class FeatureReader : IAsyncDisposable
{
    /// <summary>Goes to the next row; false after the last.</summary>
    /// <exception cref="SourceUnavailableException">The source broke off.</exception>
    public abstract ValueTask<bool> ReadAsync(CancellationToken cancellationToken);

    /// <summary>The key of the row.</summary>
    public abstract FeatureId Id { get; }

    /// <summary>The geometry in the CRS of the source; null where the row has none or none was asked for.</summary>
    public abstract Shape? Shape { get; }

    /// <summary>The values of the columns that were asked for, in that order.</summary>
    public abstract ReadOnlySpan<Value> Values { get; }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
