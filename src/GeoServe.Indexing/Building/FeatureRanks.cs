using System.Buffers.Binary;
using System.IO.Hashing;

namespace GeoServe.Indexing.Building;

/// <summary>
/// In which order features get their room in tiles: by a configured attribute, else by size, the largest first; equals by a hash of their id, which
/// spreads them evenly, as their place in space or the order of ids would not. Takes 12 bytes a feature.
/// </summary>
internal sealed class FeatureRanks
{
    private readonly List<float> _ranks = [];
    private readonly List<uint> _hashes = [];
    private int[]? _order;

    /// <summary>Adds the next row.</summary>
    /// <param name="id">Its id in tiles.</param> <param name="rank">Larger ones first; NaN last.</param>
    public void Add(ulong id, double rank)
    {
        _ranks.Add(double.IsNaN(rank) ? float.NegativeInfinity : (float)rank);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, id);
        _hashes.Add((uint)XxHash3.HashToUInt64(bytes));
    }

    /// <summary>All rows, the first to get room first.</summary>
    public ReadOnlySpan<int> Order => _order ??= MakeOrder();

    private int[] MakeOrder()
    {
        var keys = new (float Rank, uint Hash, int Row)[_ranks.Count];
        for (int row = 0; row < keys.Length; row++) keys[row] = (-_ranks[row], _hashes[row], row);
        Array.Sort(keys);
        return [.. keys.Select(key => key.Row)];
    }
}
