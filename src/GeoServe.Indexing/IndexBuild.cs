using GeoServe.Indexing.Building;

namespace GeoServe.Indexing;

/// <summary>One index that is being built, or waits for its turn. Safe for concurrent calls.</summary>
/// <param name="collection">Id of the collection.</param>
public sealed class IndexBuild(string collection) : IProgress<IndexProgress>
{
    private volatile string _text = "waiting";

    /// <summary>Id of the collection.</summary>
    public string Collection { get; } = collection;

    /// <summary>How far it is, for people.</summary>
    public string Text => _text;

    /// <inheritdoc/>
    public void Report(IndexProgress value) => _text = $"{value.Step}, {value.Rows} rows";
}
