using System.Net;
using System.Text.RegularExpressions;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Rendering.Archives;
using GeoServe.VectorTiles.Decoding;

namespace GeoServe.Server.Configuration;

/// <summary>Makes collections of archives of ready tiles, each layer of vector tiles a collection that styles draw.</summary>
internal static partial class ArchiveCollections
{
    /// <summary>What an archive is, and the revision of its state.</summary>
    /// <param name="options">As it is configured.</param> <param name="source">The archive.</param>
    /// <param name="previous">What is served now; an archive of it that gives no answer stays as it is. Null at the start.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SourceUnavailableException">The archive gave no answer.</exception>
    /// <exception cref="SourceFaultException">It cannot be served.</exception>
    public static async Task<(TileArchive Archive, ulong Revision)> ReadAsync(CollectionOptions options, ITileSource source, Snapshot? previous, CancellationToken cancellationToken)
    {
        try
        {
            ulong revision = await source.ReadRevisionAsync(cancellationToken).ConfigureAwait(false);
            return (await source.DescribeAsync(cancellationToken).ConfigureAwait(false), revision);
        }
        catch (Exception away) when (away is SourceUnavailableException or SourceFaultException && Before(options.Id, source, previous) is not null)
        {
            // Its maps go on with what they have; the poller says that the archive cannot be read.
            return Before(options.Id, source, previous)!.Value;
        }
    }

    /// <summary>The collection of vector tiles, with one for each layer.</summary>
    /// <exception cref="SourceFaultException">It does not say which layers it has.</exception>
    public static Collection Vector(CollectionOptions options, TileArchive archive, ITileSource source)
    {
        if (archive.Layers.IsEmpty) throw new SourceFaultException($"the archive '{options.Source.File}' does not say which layers its vector tiles have: its metadata has no 'vector_layers'.");
        var whole = new Collection(options.Id, options.Title, options.Abstract, NoFeatures.Index.Schema, source, archive.Bounds, LabelColumn: null)
        {
            Archive = archive,
            Definition = DefinitionOf(options, archive),
            Wording = CollectionOpener.WordingOf(options),
            Department = options.Department,
            Subject = options.Subject,
            Keywords = [.. options.Keywords ?? []],
        };
        var tiles = new ArchiveTiles(source);
        return whole with { Layers = [.. archive.Layers.Select(layer => LayerOf(whole, layer, tiles))] };
    }

    /// <summary>The raster of pictures.</summary>
    public static RasterCollection Raster(CollectionOptions options, TileArchive archive, ITileSource source) =>
        new(options.Id, options.Title, options.Abstract, new PictureTiles(source, options.Source.File), PictureTiles.InfoOf(archive), archive.Bounds)
        {
            Tiles = source,
            Archive = archive,
            Definition = DefinitionOf(options, archive),
            Wording = CollectionOpener.WordingOf(options),
            Department = options.Department,
            Subject = options.Subject,
            Keywords = [.. options.Keywords ?? []],
        };

    /// <summary>Whom the archives of a map want to be thanked, as text: most write HTML.</summary>
    public static string AttributionOf(IEnumerable<Collection> collections, IEnumerable<RasterCollection> rasters) => string.Join(", ", collections
        .Select(collection => collection.Archive).Concat(rasters.Select(raster => raster.Archive)).OfType<TileArchive>()
        .Select(archive => WebUtility.HtmlDecode(Markup().Replace(archive.Attribution, "")).Trim()).Where(text => text.Length > 0).Distinct());

    private static (TileArchive Archive, ulong Revision)? Before(string id, ITileSource source, Snapshot? previous)
    {
        if (previous?.Catalog.FindCollection(id) is { Archive: { } vector } old && ReferenceEquals(old.Source, source)) return (vector, previous.StateOf(old).Revision);
        if (previous?.Catalog.Rasters.FirstOrDefault(raster => raster.Id == id) is { Archive: { } pictures } drawn && ReferenceEquals(drawn.Tiles, source)) return (pictures, previous.StateOf(drawn).Revision);
        return null;
    }

    private static ulong DefinitionOf(CollectionOptions options, TileArchive archive) => CatalogBuilder.HashOf($"{options.Id}|{options.Source.Identity}|{archive.Identity}");

    private static Collection LayerOf(Collection whole, TileArchiveLayer layer, ArchiveTiles tiles)
    {
        var schema = new FeatureSchema(layer.Columns, Key: null, "geometry", ShapeType.Geometry, Crs.WebMercator);
        return new Collection(layer.Name, LocalText.Of(layer.Description.Length > 0 ? layer.Description : layer.Name), LocalText.Of(""), schema, whole.Source, whole.Bounds, LabelColumn: null)
        {
            Whole = whole,
            IndexAt = revision => new ArchiveTileIndex(tiles, whole.Archive!, layer.Name, schema, revision),
            Definition = whole.Definition,
            Wording = whole.Wording,
            Department = whole.Department,
            Subject = whole.Subject,
        };
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();
}
