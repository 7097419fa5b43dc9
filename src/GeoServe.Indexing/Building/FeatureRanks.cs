using System.Buffers.Binary;
using System.IO.Hashing;

namespace GeoServe.Indexing.Building;

/// <summary>
/// In which order features get their room in tiles: by a configured attribute, then by size, the largest first; equals by a hash of their id (of their row where they have none), which
/// spreads them evenly, as their place in space or the order of ids would not. Takes 16 bytes a feature.
/// </summary>
internal sealed class FeatureRanks
{
    private readonly List<float> _ranks = [];
    private readonly List<float> _sizes = [];
    private readonly List<uint> _hashes = [];
    private int[]? _order;

    /// <summary>Adds the next row.</summary>
    /// <param name="id">Its id in tiles; 0 for none.</param> <param name="rank">Larger ones first; NaN last.</param> <param name="size">Of equal ranks the larger ones first.</param>
    public void Add(ulong id, double rank, double size)
    {
        _sizes.Add((float)size);
        _ranks.Add(double.IsNaN(rank) ? float.NegativeInfinity : (float)rank);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, id == 0 ? (ulong)_hashes.Count : id);
        _hashes.Add((uint)XxHash3.HashToUInt64(bytes));
    }

    /// <summary>All rows, the first to get room first.</summary>
    public ReadOnlySpan<int> Order => _order ??= MakeOrder();

    private int[] MakeOrder()
    {
        int[] order = [.. Enumerable.Range(0, _ranks.Count)];
        order.AsSpan().Sort((a, b) =>
        {
            int sooner = _ranks[b].CompareTo(_ranks[a]);
            if (sooner == 0) sooner = _sizes[b].CompareTo(_sizes[a]);
            if (sooner == 0) sooner = _hashes[a].CompareTo(_hashes[b]);
            return sooner != 0 ? sooner : a.CompareTo(b);
        });
        return order;
    }
}
