namespace GeoServe.Core.Sources;

/// <summary>Where the data of a collection live: features (<see cref="IFeatureSource"/>), pixels (<see cref="IRasterSource"/>) or ready tiles (<see cref="ITileSource"/>). Safe for concurrent calls.</summary>
public interface ISource : IAsyncDisposable
{
    /// <summary>A number that is another one after the data were changed (design: "Without a log"). Cheap: asked each second.</summary>
    /// <exception cref="SourceUnavailableException">The source gave no answer.</exception>
    /// <exception cref="SourceFaultException">The source answers, but what is there now cannot be read.</exception>
    ValueTask<ulong> ReadRevisionAsync(CancellationToken cancellationToken);
}
