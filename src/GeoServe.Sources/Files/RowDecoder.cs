using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.Files;

/// <summary>Reads rows of one file, one at a time, from their places. Not safe for concurrent use.</summary>
/// <param name="columns">Number of columns of the schema.</param>
internal abstract class RowDecoder(int columns) : IDisposable
{
    /// <summary>The values of the row at hand at their columns' places in the schema; only those that were to be fetched.</summary>
    public Value[] Values { get; } = new Value[columns];

    /// <summary>The geometry of the row at hand, where <see cref="HasShape"/>.</summary>
    public Shape Shape { get; } = new();

    /// <summary>True when the row has a geometry and it was read.</summary>
    public bool HasShape { get; protected set; }

    /// <summary>The key of the row at hand.</summary>
    public FeatureId Id { get; protected set; }

    /// <summary>Why the row at hand is given without something that it should have; null where it is whole.</summary>
    public string? Missing { get; protected set; }

    /// <summary>Reads a row.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="withGeometry">False where the geometry is not needed.</param>
    /// <returns>Null, or why the row cannot be read.</returns>
    /// <exception cref="SourceUnavailableException">The file gave no answer.</exception>
    public abstract string? Read(in RowPlace place, bool withGeometry);

    /// <inheritdoc/>
    public virtual void Dispose() { }
}
