using System.Diagnostics;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.Server.Configuration;

/// <summary>Opens the collections of a configuration: features, rasters and archives of ready tiles. What cannot be opened is left out and named.</summary>
/// <param name="sources">Opens sources.</param>
/// <param name="faults">Told what is wrong.</param>
/// <param name="waitsForFiles">True to wait until a large file is read through.</param>
/// <param name="previous">What is served now; a collection of it whose data are the same keeps its schema, revision and index. Null at the start.</param>
internal sealed class CollectionOpener(SourceRegistry sources, ConfigFaults faults, bool waitsForFiles, Snapshot? previous)
{
    // Most time that a source may take to say what columns it has. A server with files beside a database that hangs is there within 5 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Dictionary<SourceOptions, string> _silent = [];
    private TimeSpan _waitedForFiles;

    /// <summary>The collections of features that were opened, by id.</summary>
    public Dictionary<string, CollectionState> States { get; } = new(StringComparer.Ordinal);

    /// <summary>The rasters that were opened, by id.</summary>
    public Dictionary<string, RasterState> Rasters { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of those whose sources give no answer now.</summary>
    public HashSet<string> Away { get; } = new(StringComparer.Ordinal);

    /// <summary>Those that are left out, and why.</summary>
    public List<CatalogFault> Left { get; } = [];

    /// <summary>Opens a collection.</summary>
    public async Task OpenAsync(CollectionOptions options, CancellationToken cancellationToken)
    {
        try
        {
            bool isKnown = options.Source.IsRaster ? await OpenRasterAsync(options, cancellationToken).ConfigureAwait(false)
                : options.Source.HasTiles ? await OpenTilesAsync(options, cancellationToken).ConfigureAwait(false)
                : await OpenFeaturesAsync(options, cancellationToken).ConfigureAwait(false);
            if (!isKnown) Leave(options.Id, faults.LastOf(options.Place.File));
        }
        catch (SourceUnavailableException away)
        {
            Away.Add(options.Id);
            faults.Add(new ConfigFault(options.Place.File, options.Place.Line, options.Place.Key, away.Message, IsWarning: true));
            Leave(options.Id, away.Message);
        }
        catch (SourceFaultException broken)
        {
            faults.Add(options.Place, broken.Message);
            Leave(options.Id, broken.Message);
        }
    }

    /// <summary>Hash of all that is said of a collection for people alone.</summary>
    public static ulong WordingOf(CollectionOptions options) =>
        CatalogBuilder.HashOf($"{options.Title}|{options.Abstract}|{options.Department}|{options.Subject}|{string.Join(',', options.Keywords ?? [])}|{string.Join(',', options.Attributes)}");

    // Each false where the registry has named why there is no source.
    private async Task<bool> OpenFeaturesAsync(CollectionOptions options, CancellationToken cancellationToken)
    {
        if (sources.Open(options, faults) is not { } source) return false;
        if (_silent.TryGetValue(options.Source, out string? why)) throw new SourceUnavailableException(why);
        try
        {
            if (await KeepAsync(options, source, cancellationToken).ConfigureAwait(false)) return true;
            FeatureSchema schema = await ReadSchemaAsync(source, options, cancellationToken).ConfigureAwait(false);
            Box extent = schema.GeometryName is null ? Box.Empty : await source.ReadExtentAsync(cancellationToken).ConfigureAwait(false);
            ulong revision = await source.ReadRevisionAsync(cancellationToken).ConfigureAwait(false);
            Collection collection = Made(options, schema, source, BoundsOf(schema, extent)) with { SchemaRevision = revision };
            var direct = new SourceTileIndex(source, schema, extent);
            States[options.Id] = new CollectionState(collection, revision, direct) { Direct = direct };
            return true;
        }
        catch (SourceUnavailableException away)
        {
            _silent.TryAdd(options.Source, away.Message);     // its other collections need not be tried: each might wait
            throw;
        }
    }

    private async Task<bool> OpenRasterAsync(CollectionOptions options, CancellationToken cancellationToken)
    {
        if (sources.OpenRaster(options, faults) is not { } source) return false;
        ulong revision = await source.ReadRevisionAsync(cancellationToken).ConfigureAwait(false);
        RasterInfo info = await source.ReadInfoAsync(cancellationToken).ConfigureAwait(false);
        Box bounds = RasterMaps.BoundsOf(info);
        if (RasterMaps.ProblemOf(info, bounds) is { } problem) faults.Add(new ConfigFault(options.Place.File, options.Place.Line, options.Place.Key, $"{source.Description}: {problem}", IsWarning: true));
        Rasters[options.Id] = new RasterState(
            new RasterCollection(options.Id, options.Title, options.Abstract, source, info, bounds)
            {
                Definition = CatalogBuilder.HashOf($"{options.Id}|{options.Source.Identity}|{info.Crs}"),
                Wording = WordingOf(options),
                Department = options.Department,
                Subject = options.Subject,
                Keywords = [.. options.Keywords ?? []],
            },
            revision);
        return true;
    }

    private async Task<bool> OpenTilesAsync(CollectionOptions options, CancellationToken cancellationToken)
    {
        if (sources.OpenTiles(options.Source, faults) is not { } source) return false;
        (TileArchive archive, ulong revision) = await ArchiveCollections.ReadAsync(options, source, previous, cancellationToken).ConfigureAwait(false);
        if (archive.IsVector) States[options.Id] = new CollectionState(ArchiveCollections.Vector(options, archive, source), revision, NoFeatures.Index) { Direct = NoFeatures.Index };
        else Rasters[options.Id] = new RasterState(ArchiveCollections.Raster(options, archive, source), revision);
        return true;
    }

    // What was served before and is the same now is not opened again; what cannot be asked now stays as it was.
    private async Task<bool> KeepAsync(CollectionOptions options, IFeatureSource source, CancellationToken cancellationToken)
    {
        if (previous?.Catalog.FindCollection(options.Id) is not { } old || !ReferenceEquals(old.Source, source)) return false;
        CollectionState state = previous.StateOf(old);
        ulong seen = old.SchemaRevision;
        try
        {
            // A file that is the same has the same columns; a table of a database can get one without any row being written.
            ulong revision = await source.ReadRevisionAsync(cancellationToken).ConfigureAwait(false);
            if (!IsOfFiles(options) || revision != seen)
            {
                FeatureSchema schema = await ReadSchemaAsync(source, options, cancellationToken).ConfigureAwait(false);
                if (DefinitionOf(options, schema) != DefinitionOf(options, old.Schema)) return false;
                seen = revision;
            }
        }
        catch (SourceUnavailableException)
        {
            // Its maps go on with what they have; the poller says that the source is away.
        }
        Collection collection = Made(options, old.Schema, source, old.Bounds) with { SchemaRevision = seen };
        if (collection.Definition != old.Definition) return false;
        States[options.Id] = state with { Collection = collection };
        return true;
    }

    private Collection Made(CollectionOptions options, FeatureSchema schema, IFeatureSource source, Box bounds)
    {
        CheckAttributes(options, schema);
        return new Collection(options.Id, options.Title, options.Abstract, schema, source, bounds, options.Label)
        {
            Definition = DefinitionOf(options, schema),
            FeaturesDefinition = source is IJoinedSource { Join: { } join } ? DefinitionOf(options with { Join = null }, join.Own) : 0,
            Wording = WordingOf(options),
            AttributeTitles = options.Attributes,
            TimeColumn = TimeOf(options, schema),
            Rank = options.Rank is { } rank && schema.IndexOf(rank.Column) >= 0 ? rank : null,
            Department = options.Department,
            Subject = options.Subject,
            Keywords = [.. options.Keywords ?? []],
        };
    }

    // A database that takes the connection and says nothing must not keep the others from being served.
    private async Task<FeatureSchema> ReadSchemaAsync(IFeatureSource source, CollectionOptions options, CancellationToken cancellationToken)
    {
        if (IsOfFiles(options) && waitsForFiles) return await source.ReadSchemaAsync(cancellationToken).ConfigureAwait(false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Of all large files together no start waits longer than of one; those that are not read by then come when they are.
        bool isRead = IsOfFiles(options) && options.Source.Kind != SourceKind.GeoPackage;        // through, before it is served
        TimeSpan longest = isRead ? TimeSpan.FromTicks(Math.Max(TimeSpan.FromMilliseconds(100).Ticks, (Patience - _waitedForFiles).Ticks)) : Patience;
        patience.CancelAfter(longest);
        long began = Stopwatch.GetTimestamp();
        try
        {
            return await source.ReadSchemaAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceUnavailableException(IsOfFiles(options)
                ? $"The file of collection '{options.Id}' is still being read; it is served as soon as that is done."
                : $"The source of collection '{options.Id}' gave no answer within {Patience.TotalSeconds} s.");
        }
        finally
        {
            if (isRead) _waitedForFiles += Stopwatch.GetElapsedTime(began);
        }
    }

    private void CheckAttributes(CollectionOptions options, FeatureSchema schema)
    {
        foreach (string name in options.Attributes.Keys.Append(options.Label).Append(options.Rank?.Column).OfType<string>().Where(name => schema.IndexOf(name) < 0))
        {
            faults.Unknown(options.Place, "attribute", name, schema.Columns.Select(column => column.Name), isWarning: true);
        }
    }

    // A fault of this key leaves out the key, not the collection: all that it is for is one parameter.
    private string? TimeOf(CollectionOptions options, FeatureSchema schema)
    {
        if (options.Time is not { } name) return null;
        int index = schema.IndexOf(name);
        if (index >= 0 && schema.Columns[index].Kind is ValueKind.Date or ValueKind.Instant) return name;
        if (index < 0) faults.Unknown(options.Place, "time: attribute", name, schema.Columns.Select(column => column.Name));
        else faults.Add(options.Place, $"time: attribute '{name}' holds {schema.Columns[index].Kind} values, not days or instants.");
        return null;
    }

    private static bool IsOfFiles(CollectionOptions options) => options.Source.Kind != SourceKind.PostGis && options.Join?.Source.Kind != SourceKind.PostGis;

    private void Leave(string collection, string reason) => Left.Add(new CatalogFault("collection " + collection, reason));

    private static Box BoundsOf(FeatureSchema schema, Box extent) =>
        extent.IsEmpty ? extent : CrsRegistry.Between(schema.Crs, Crs.Crs84).Transform(extent).Intersection(Box.WholeEarth);

    private static ulong DefinitionOf(CollectionOptions options, FeatureSchema schema) => CatalogBuilder.HashOf(
        $"{options.Id}|{options.Source.Identity}|{options.Table}|{options.Join?.Identity}|{schema.Crs}|{schema.Key}|{options.Label}|{options.Time}|{options.Rank}|{schema.GeometryName}|{schema.GeometryType}|{string.Join(',', schema.Columns)}");
}
