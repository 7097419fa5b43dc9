using System.Numerics;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using GeoServe.Core.Sources;
using GeoServe.Indexing.Building;
using GeoServe.Indexing.Reading;

namespace GeoServe.Indexing;

/// <summary>Of what the index of a collection is made, and what is put to it: of a join the features alone are prepared, so that another table makes no other index.</summary>
internal sealed record IndexPlan
{
    private IndexPlan(IFeatureSource source, IndexRecipe recipe, ulong definition, FeatureJoin? join) => (Source, Recipe, Definition, Join) = (source, recipe, definition, join);

    /// <summary>What is read.</summary>
    public IFeatureSource Source { get; }

    /// <summary>By what it is made.</summary>
    public IndexRecipe Recipe { get; }

    /// <summary>Hash of what the configuration says of what is read.</summary>
    public ulong Definition { get; }

    /// <summary>Hash of all that decides what the index is besides the data.</summary>
    public ulong Hash => Recipe.HashWith(Definition);

    /// <summary>What is put to the features while they go by; null for nothing.</summary>
    public FeatureJoin? Join { get; }

    /// <summary>The plan for a collection. A rank that the table gives is part of the index: then all is read together.</summary>
    public static IndexPlan Of(Collection collection) =>
        collection.Source is IJoinedSource { Join: { } join } joined && (collection.Rank is null || join.Own.IndexOf(collection.Rank.Column) >= 0)
            ? new(joined.Features, new IndexRecipe(collection.Rank, JoinedBytes: BytesOf(join)), collection.FeaturesDefinition, join)
            : new(collection.Features!, new IndexRecipe(collection.Rank), collection.Definition, null);

    /// <summary>The index file behind what tiles are asked of; null where there is none.</summary>
    public static TileIndex? FileBehind(ITileIndex index) => index as TileIndex ?? (index as JoinedTileIndex)?.Features as TileIndex;

    /// <summary>What tiles are asked of.</summary>
    public ITileIndex Whole(TileIndex index) => Join is null ? index : new JoinedTileIndex(index, Join);

    /// <summary>The revision of the collection that an index shows.</summary>
    public ulong RevisionOf(TileIndex index) => Join?.RevisionWith(index.Revision) ?? index.Revision;

    /// <summary>True where an index shows the newest state of what it is made of.</summary>
    /// <param name="index">The index.</param> <param name="newest">The newest revision that was seen of the collection.</param>
    public bool IsNewest(TileIndex index, ulong newest) => index.Revision == (Join?.FeaturesRevision ?? newest);

    // By the kinds of its columns, to a power of two: a table whose values change asks for no other index, nor does mostly one that gains a column.
    private static int BytesOf(FeatureJoin join)
    {
        int bytes = join.Table.Columns.Sum(column => column.Kind switch
        {
            ValueKind.Real => 15,       // a tag, a length and eight bytes, and what points to them
            ValueKind.Integer => 10,
            ValueKind.Boolean => 3,     // many features share one
            _ => 20,
        });
        return (int)BitOperations.RoundUpToPowerOf2((uint)bytes);
    }
}
