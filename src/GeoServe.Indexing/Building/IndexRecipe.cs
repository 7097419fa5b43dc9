using System.IO.Hashing;
using System.Text;
using GeoServe.Core.Catalogs;

namespace GeoServe.Indexing.Building;

/// <summary>What an index is made by besides the data: another recipe makes another index.</summary>
/// <param name="Rank">Which features get room in tiles first; null: the larger ones on the map.</param>
/// <param name="LayerBytes">Most bytes of a tile's layer before compression at zooms where features may be left out.</param>
/// <param name="JoinedBytes">About what the columns of a table that is joined later take of a tile for each feature; 0 for none.</param>
public sealed record IndexRecipe(FeatureRank? Rank = null, int LayerBytes = 200_000, int JoinedBytes = 0)
{
    /// <summary>Hash of all of it and of what the configuration says of the collection.</summary>
    public ulong HashWith(ulong definition) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes($"{IndexFormat.Version}|{Rank}|{LayerBytes}|{definition}{(JoinedBytes == 0 ? "" : $"|{JoinedBytes}")}"));
}
