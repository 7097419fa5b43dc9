using GeoServe.Core.Changes;
using GeoServe.Server.Configuration.Themes;
using GeoServe.Server.Publishing;

namespace GeoServe.Server.Configuration;

/// <summary>Reads a configuration folder and builds its catalog, at the start and again after each change.</summary>
/// <param name="config">The folder, as the user wrote it.</param>
/// <param name="sources">Opens sources, each once however often it is loaded.</param>
/// <param name="breaks">Keeps the classes of themes.</param>
/// <param name="data">The data folder.</param>
internal sealed class CatalogLoader(string config, SourceRegistry sources, BreakStore breaks, string data)
{
    /// <summary>What is looked at for changes: the folder, and the classes of themes.</summary>
    public FolderFingerprint Files { get; } = new(config, breaks.Folder);

    /// <summary>Reads the folder and builds.</summary>
    /// <param name="previous">What is served now, whose unchanged collections are taken over; null at the start.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<LoadedCatalog> LoadAsync(Snapshot? previous, CancellationToken cancellationToken)
    {
        FinishPublishing();
        ulong fingerprint = Files.Read();
        var faults = new ConfigFaults();
        ConfigurationFolder folder = ConfigurationFolder.Read(config, faults);
        Snapshot? snapshot = folder.ServerIsFaulty ? null : await BuildAsync(folder, faults, previous, cancellationToken).ConfigureAwait(false);
        return new LoadedCatalog(folder, snapshot, faults.All, fingerprint);
    }

    /// <summary>Builds again what was read already, for sources that answer now.</summary>
    public Task<Snapshot> BuildAsync(ConfigurationFolder folder, Snapshot previous, CancellationToken cancellationToken) =>
        BuildAsync(folder, new ConfigFaults(), previous, cancellationToken);

    /// <summary>Closes sources that no collection of a snapshot reads any more.</summary>
    public Task CloseUnusedAsync(Snapshot served, TimeProvider time) => sources.CloseUnusedAsync(served, time);

    /// <summary>Does what a publish or unpublish decided that was killed before it was done; cheap where there is nothing to do.</summary>
    public void FinishPublishing()
    {
        if (PublicationStore.HasUnfinished(data)) PublicationStore.TryOpen(config, data)?.Dispose();
    }

    private async Task<Snapshot> BuildAsync(ConfigurationFolder folder, ConfigFaults faults, Snapshot? previous, CancellationToken cancellationToken)
    {
        Snapshot built = await new CatalogBuilder(folder, sources, breaks, faults, previous: previous).BuildAsync(cancellationToken).ConfigureAwait(false);
        // Here, aside, rather than by the first who searches: 60 ms for 10,000 collections.
        _ = built.Catalog.MapSearch;
        _ = built.Catalog.CollectionSearch;
        return built;
    }
}
