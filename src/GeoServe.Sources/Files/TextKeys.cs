using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace GeoServe.Sources.Files;

/// <summary>Keys that are texts, kept as hashes: 12 bytes a row. Two texts of one hash are taken for one text, once in 10^7 files of a million rows.</summary>
internal sealed class TextKeys : RowKeys
{
    private readonly ulong[] _hashes;
    private readonly int[] _rows;

    private TextKeys(ulong[] hashes, int[] rows) => (_hashes, _rows) = (hashes, rows);

    /// <summary>The hash of a key.</summary>
    public static ulong HashOf(string key) => XxHash64.HashToUInt64(MemoryMarshal.AsBytes(key.AsSpan()));

    /// <summary>Keys of rows; null where two are the same.</summary>
    /// <param name="hashes">Of the key of each row.</param>
    public static TextKeys? Of(IReadOnlyCollection<ulong> hashes)
    {
        ulong[] sorted = [.. hashes];
        int[] rows = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, rows);
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1]) return null;
        }
        return new TextKeys(sorted, rows);
    }

    /// <inheritdoc/>
    public override long Find(string id) => Array.BinarySearch(_hashes, HashOf(id)) is >= 0 and int at ? _rows[at] : -1;
}
