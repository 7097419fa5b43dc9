using GeoServe.Server.Configuration;

namespace GeoServe.Server.Publishing;

/// <summary>Keeps publications from touching what is not theirs.</summary>
internal static class Taken
{
    /// <summary>The collections of a publication.</summary>
    public static IEnumerable<CollectionOptions> CollectionsOf(ConfigurationFolder served, string publication) =>
        served.Collections.Values.Where(collection => FolderOf(collection) is { } folder && folder.StartsWith(publication + ".", StringComparison.Ordinal) && !folder.AsSpan(publication.Length + 1).Contains('.'));

    /// <summary>The folder of a published collection below <c>published</c>; null where it was not published.</summary>
    public static string? FolderOf(CollectionOptions collection) => collection.Source.File.Split('/') is [PublicationStore.FolderName, var folder, _] ? folder : null;

    /// <summary>Refuses an id that is somebody else's, or one's own where nothing is to be replaced.</summary>
    /// <exception cref="PublishException">It is taken.</exception>
    public static void Require(ConfigurationFolder served, string publication, bool replaces)
    {
        bool isPublished = CollectionsOf(served, publication).Any();
        if (isPublished && replaces) return;
        string? file = new[] { "collections", "maps" }.Select(part => Path.Combine(part, publication + ".yaml")).FirstOrDefault(file => File.Exists(Path.Combine(served.Path, file)));
        if (isPublished) throw new PublishException($"'{publication}' is published already; put the new file in its place by --replace, or name another id by --id.");
        if (file is not null || served.Collections.ContainsKey(publication)) throw new PublishException($"the id '{publication}' is taken, by {file ?? served.Collections[publication].Place.File}, which was written by hand and is not replaced; name another by --id.");
    }

    /// <summary>Refuses layers whose ids are taken by others than the publication itself.</summary>
    /// <exception cref="PublishException">One is taken.</exception>
    public static void Require(ConfigurationFolder served, string publication, IReadOnlyList<string> layers)
    {
        HashSet<string> own = [.. CollectionsOf(served, publication).Select(collection => collection.Id)];
        foreach (string id in layers.Where(id => !own.Contains(id)))
        {
            if (served.Collections.ContainsKey(id) || File.Exists(Path.Combine(served.Path, "maps", id + ".yaml")) || File.Exists(Path.Combine(served.Path, "styles", id + ".json")))
            {
                throw new PublishException($"the id '{id}' of a layer is taken; name another id by --id, with which those of the layers begin.");
            }
        }
        foreach (string id in own.Except(layers)) RequireUnused(served, [id], own);
    }

    /// <summary>Refuses to let collections go that other maps draw.</summary>
    /// <exception cref="PublishException">One is in use.</exception>
    public static void RequireUnused(ConfigurationFolder served, IReadOnlyCollection<string> collections, IReadOnlyCollection<string> ownMaps)
    {
        MapOptions[] users = [.. served.Maps.Where(map => !ownMaps.Contains(map.Id) && map.Collections.Concat(map.Tables).Any(collections.Contains))];
        if (users.Length > 0) throw new PublishException($"{(users.Length == 1 ? "map" : "maps")} {string.Join(", ", users.Select(map => $"'{map.Id}'"))} {(users.Length == 1 ? "draws" : "draw")} it, too; take it out of there first.");
    }

    /// <summary>Files of the configuration that a new version of a publication has no more.</summary>
    public static IEnumerable<string> StaleFiles(ConfigurationFolder served, string publication, IReadOnlyList<PublishedLayer> layers)
    {
        foreach (CollectionOptions old in CollectionsOf(served, publication))
        {
            PublishedLayer? layer = layers.FirstOrDefault(layer => layer.Id == old.Id);
            if (layer is null) yield return Path.Combine("maps", old.Id + ".yaml");
            if (layer?.Theme.Method != "plain") yield return Path.Combine("styles", old.Id + ".json");
        }
    }
}
