using System.Collections.Immutable;
using GeoServe.Core.Geometries;
using GeoServe.Server.Configuration;
using GeoServe.Server.Configuration.Themes;

namespace GeoServe.Server.Publishing;

/// <summary>Publishes a file: copies it, reads every row, finds out what is not said, tries the configuration that it writes, and puts all in place at once.</summary>
/// <param name="request">What is to be published.</param>
/// <param name="progress">Told how many rows were read.</param>
internal sealed class Publisher(PublishRequest request, IProgress<long> progress)
{
    /// <summary>Publishes.</summary>
    /// <exception cref="PublishException">It cannot be; nothing was changed.</exception>
    public async Task<Publication> PublishAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(request.File)) throw new PublishException($"there is no file '{request.File}'.");
        if (request.Id is { } id && !Identifiers.IsValid(id)) throw new PublishException($"--id: '{id}' is none: small letters, digits, '-' and '_', beginning with a letter or digit.");
        string name = request.Id ?? LayerNames.IdOf(Path.GetFileNameWithoutExtension(request.File));
        using PublicationStore store = PublicationStore.TryOpen(request.ConfigFolder, request.DataFolder) ?? throw new PublishException("another publish or unpublish is at work; try again when it has ended.");
        ConfigurationFolder served = ConfigurationFolder.Read(request.ConfigFolder, new ConfigFaults());
        Taken.Require(served, name, request.Replaces);
        string aside = store.Prepare();
        try
        {
            List<string> leftOut = [];
            IReadOnlyList<PublishedLayer> layers = await ReadAsync(Copy(aside, cancellationToken), name, served, leftOut, cancellationToken).ConfigureAwait(false);
            Taken.Require(served, name, [.. layers.Select(layer => layer.Id)]);
            Write(aside, layers, layer => Path.GetFileName(layer.Layer.Path));
            await TryAsync(aside, cancellationToken).ConfigureAwait(false);
            string folder = store.NameOf(name);
            Write(aside, layers, layer => $"{PublicationStore.FolderName}/{folder}/{Path.GetFileName(layer.Layer.Path)}");
            await File.WriteAllLinesAsync(Path.Combine(aside, "config", PublicationStore.Stale), Taken.StaleFiles(served, name, layers), cancellationToken).ConfigureAwait(false);
            store.Commit(aside, folder);
            return new Publication(name, layers, leftOut);
        }
        catch when (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
            throw;
        }
    }

    private ImmutableArray<LayerFile> Copy(string aside, CancellationToken cancellationToken)
    {
        if (Path.GetExtension(request.File).Equals(".zip", StringComparison.OrdinalIgnoreCase))
        {
            if (new FileInfo(request.File).Length == 0) throw new PublishException($"'{Path.GetFileName(request.File)}' is empty: it has 0 bytes; copy it again.");
            ZipUnpacker.Unpack(request.File, aside, cancellationToken);
            return LayerFinder.FindInFolder(aside);
        }
        foreach (string file in LayerFinder.FindIn(request.File).SelectMany(layer => layer.Files).Distinct(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            File.Copy(file, Path.Combine(aside, Path.GetFileName(file)));
        }
        return LayerFinder.FindIn(Path.Combine(aside, Path.GetFileName(request.File)));
    }

    private async Task<IReadOnlyList<PublishedLayer>> ReadAsync(ImmutableArray<LayerFile> files, string name, ConfigurationFolder served, List<string> leftOut, CancellationToken cancellationToken)
    {
        var reader = new LayerReader(request, () => BoundsAsync(served, cancellationToken), progress);
        var layers = new List<PublishedLayer>();
        foreach (LayerFile file in files)
        {
            try
            {
                PublishedLayer layer = await ReadAsync(reader, file, isOnly: files.Length == 1, name, cancellationToken).ConfigureAwait(false);
                if (layers.Exists(other => other.Id == layer.Id)) layer = layer with { Id = $"{layer.Id}-{layers.Count + 1}" };
                layers.Add(layer);
            }
            catch (PublishException refused) when (files.Length > 1)
            {
                leftOut.Add($"Layer '{file.Title}': {refused.Message}");
            }
        }
        return layers.Count > 0 ? layers : throw new PublishException($"none of its layers can be published. {string.Join(" ", leftOut)}");
    }

    private async Task<PublishedLayer> ReadAsync(LayerReader reader, LayerFile file, bool isOnly, string name, CancellationToken cancellationToken)
    {
        List<string> notes = [];
        (LayerFacts facts, string? crs) = await reader.ReadAsync(file, notes, cancellationToken).ConfigureAwait(false);
        LayerJudge.Judge(file, facts, notes);
        IReadOnlyList<ThemeCandidate> candidates = ThemeCandidates.Of(facts);
        string? key = await reader.FindKeyAsync(file, facts, crs, cancellationToken).ConfigureAwait(false);
        string title = isOnly ? request.Title ?? (file.Table is null || file.Title != file.Table ? file.Title : Path.GetFileNameWithoutExtension(request.File)) : file.Title;
        return new PublishedLayer(isOnly ? name : $"{name}-{LayerNames.IdOf(file.Table ?? file.Title)}", title, file, facts, crs, key, request.Label ?? LayerNames.LabelOf(facts), ThemeOf(facts, candidates, isOnly), candidates, notes);
    }

    // Of several layers those get the theme that have its attribute.
    private ThemeCandidate ThemeOf(LayerFacts facts, IReadOnlyList<ThemeCandidate> candidates, bool isOnly)
    {
        if (request.Theme is not { } theme) return candidates[0];
        string[] parts = theme.Split(':', 2);
        string? attribute = parts.ElementAtOrDefault(1);
        return isOnly || attribute is null || facts.Schema.IndexOf(attribute) >= 0 ? new ThemeCandidate(parts[0], attribute, "asked for") : candidates[0];
    }

    private void Write(string aside, IReadOnlyList<PublishedLayer> layers, Func<PublishedLayer, string> pathOf)
    {
        string config = Path.Combine(aside, "config");
        foreach (string part in (string[])["collections", "maps", "styles"]) Directory.CreateDirectory(Path.Combine(config, part));
        string name = request.Id ?? LayerNames.IdOf(Path.GetFileNameWithoutExtension(request.File));
        File.WriteAllText(Path.Combine(config, "collections", name + ".yaml"), ConfigurationWriter.Collections(layers, pathOf, request));
        foreach (PublishedLayer layer in layers)
        {
            File.WriteAllText(Path.Combine(config, "maps", layer.Id + ".yaml"), ConfigurationWriter.Map(layer, request));
            if (layer.Theme.Method == "plain") File.WriteAllText(Path.Combine(config, "styles", layer.Id + ".json"), ConfigurationWriter.PlainStyle(layer));
        }
    }

    // What is written is read as the server would: a fault here is one of what the user asked for.
    private static async Task TryAsync(string aside, CancellationToken cancellationToken)
    {
        var faults = new ConfigFaults();
        var folder = ConfigurationFolder.Read(Path.Combine(aside, "config"), faults);
        await using var sources = new SourceRegistry(aside);
        await new CatalogBuilder(folder, sources, new BreakStore(aside, isReadOnly: true), faults, waitsForFiles: true).BuildAsync(cancellationToken).ConfigureAwait(false);
        if (faults.Count > 0) throw new PublishException(string.Join(" ", faults.All.Where(fault => !fault.IsWarning).Select(fault => $"{fault.Key}: {fault.Message}")));
    }

    private async Task<Box> BoundsAsync(ConfigurationFolder served, CancellationToken cancellationToken)
    {
        await using var sources = new SourceRegistry(request.DataFolder);
        var snapshot = await new CatalogBuilder(served, sources, new BreakStore(request.DataFolder, isReadOnly: true), new ConfigFaults()).BuildAsync(cancellationToken).ConfigureAwait(false);
        return snapshot.Catalog.Collections.Aggregate(Box.Empty, (box, collection) => box.Union(collection.Bounds));
    }
}
