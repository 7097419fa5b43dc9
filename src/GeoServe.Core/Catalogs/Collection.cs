using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.Core.Catalogs;

/// <summary>Features of one type with one schema (OGC API: collection; WFS: feature type), or ready tiles.</summary>
/// <param name="Id">Its name in addresses: <c>[a-z0-9][a-z0-9_-]*</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="Abstract">A few sentences for people; empty where nothing is said.</param>
/// <param name="Schema">Its attributes, key, geometry and CRS.</param>
/// <param name="Source">Where its features or tiles live.</param>
/// <param name="Bounds">Longitude and latitude around all features; empty where there are none.</param>
/// <param name="LabelColumn">The attribute that names a feature for people; null where none is declared.</param>
public sealed record Collection(
    string Id, LocalText Title, LocalText Abstract, FeatureSchema Schema, ISource Source, Box Bounds, string? LabelColumn)
{
    /// <summary>Where its features live; null for ready tiles.</summary>
    public IFeatureSource? Features => Source as IFeatureSource;

    /// <summary>Where its ready tiles live; null for features.</summary>
    public ITileSource? Tiles => Source as ITileSource;

    /// <summary>What its archive says of itself; null for features.</summary>
    public TileArchive? Archive { get; init; }

    /// <summary>For ready vector tiles a collection for each layer in them, by its name there: what styles draw. Empty else.</summary>
    public ImmutableArray<Collection> Layers { get; init; } = [];

    /// <summary>The collection of ready vector tiles of which this one is a layer; null for every other.</summary>
    public Collection? Whole { get; init; }

    /// <summary>For ready tiles what reads their features for pictures and other grids, for the state with a revision; null for collections of features.</summary>
    public Func<ulong, ITileIndex>? IndexAt { get; init; }

    /// <summary>Hash of all that decides which features it has and what tiles show of them; titles do not count.</summary>
    public ulong Definition { get; init; }

    /// <summary>The same without what a table adds to its features: what the geometry that is prepared for tiles depends on.</summary>
    public ulong FeaturesDefinition
    {
        get => field == 0 ? Definition : field;
        init;
    }

    /// <summary>Hash of all that is said of it for people alone: titles, abstract, department, subject, keywords.</summary>
    public ulong Wording { get; init; }

    /// <summary>The source's revision when its schema was read.</summary>
    public ulong SchemaRevision { get; init; }

    /// <summary>Who answers for it, such as "water"; empty where nobody is named.</summary>
    public string Department { get; init; } = "";

    /// <summary>The subject under which lists show it; empty where none is named.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Words to find it by.</summary>
    public ImmutableArray<string> Keywords { get; init; } = [];

    /// <summary>Which features get room first in crowded tiles; null takes the larger ones on the map.</summary>
    public FeatureRank? Rank { get; init; }

    /// <summary>The attribute of days or instants that says when a feature holds; null where none is declared.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>Title of an attribute for people, by its name; the name where none is declared.</summary>
    public IReadOnlyDictionary<string, LocalText> AttributeTitles { get; init; } = new Dictionary<string, LocalText>();

    /// <summary>True when another collection, perhaps of a later catalog, has the very same features: what was made of the one goes for the other.</summary>
    public bool HasDataOf(Collection? other) => other is not null && Id == other.Id && Definition == other.Definition && ReferenceEquals(Source, other.Source);
}
