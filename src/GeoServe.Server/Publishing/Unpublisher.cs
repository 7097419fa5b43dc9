using GeoServe.Indexing;
using GeoServe.Server.Configuration;
using GeoServe.Server.Configuration.Themes;

namespace GeoServe.Server.Publishing;

/// <summary>Takes back what was published.</summary>
/// <param name="config">The configuration.</param>
/// <param name="data">The data folder.</param>
/// <param name="grace">How long the data stay after the configuration, for a server that runs; null for three seconds.</param>
internal sealed class Unpublisher(string config, string data, TimeSpan? grace = null)
{
    // A server sees the change within two.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(3);

    /// <summary>Removes the maps, collections, index and data of a publication; the ids of what went.</summary>
    /// <exception cref="PublishException">It is not published, or another map uses it; nothing was changed.</exception>
    public async Task<IReadOnlyList<string>> UnpublishAsync(string id, bool keepsData, CancellationToken cancellationToken)
    {
        using PublicationStore store = PublicationStore.TryOpen(config, data) ?? throw new PublishException("another publish or unpublish is at work; try again when it has ended.");
        var served = ConfigurationFolder.Read(config, new ConfigFaults());
        CollectionOptions[] collections = [.. Taken.CollectionsOf(served, id)];
        if (collections.Length == 0) throw new PublishException(Why(served, id));
        string[] ids = [.. collections.Select(collection => collection.Id)];
        Taken.RequireUnused(served, ids, ids);
        string[] files = [.. ids.Select(one => Path.Combine("maps", one + ".yaml")), Path.Combine("collections", id + ".yaml"), .. ids.Where(one => IsWritten(served, one)).Select(one => Path.Combine("styles", one + ".json"))];
        await store.RemoveAsync(Taken.FolderOf(collections[0])!, files, keepsData, grace ?? s_grace, cancellationToken).ConfigureAwait(false);
        var breaks = new BreakStore(data);
        foreach (string one in ids)
        {
            if (Directory.Exists(breaks.Folder)) breaks.Remove(one);
            string index = IndexKeeper.FileOf(Path.Combine(data, "indexes"), one);
            if (File.Exists(index)) File.Delete(index);
        }
        return ids;
    }

    private static string Why(ConfigurationFolder served, string id)
    {
        if (served.Collections.TryGetValue(id, out CollectionOptions? collection))
        {
            return Taken.FolderOf(collection) is { } folder
                ? $"'{id}' is a layer of '{folder.Split('.')[0]}', which goes as a whole."
                : $"'{id}' was not published but written by hand, in {collection.Place.File}; remove it there.";
        }
        return $"nothing is published as '{id}'.";
    }

    // A style of the same name that somebody else's map takes stays.
    private static bool IsWritten(ConfigurationFolder served, string id) => !served.Maps.Any(map => map.Id != id && map.Styles.Contains(id));
}
