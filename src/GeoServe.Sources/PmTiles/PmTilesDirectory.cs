using GeoServe.Core.Sources;

namespace GeoServe.Sources.PmTiles;

/// <summary>A directory, unpacked and checked: entries by rising tile numbers. Immutable.</summary>
internal sealed class PmTilesDirectory
{
    // Four numbers of at least a byte each.
    private const int LeastEntryBytes = 4;

    private readonly PmTilesEntry[] _entries;

    private PmTilesDirectory(PmTilesEntry[] entries) => _entries = entries;

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Length;

    /// <summary>Room that it takes.</summary>
    public int SizeBytes => (_entries.Length * 32) + 64;

    /// <summary>The entries.</summary>
    public ReadOnlySpan<PmTilesEntry> Entries => _entries;

    /// <summary>Reads the columns of a directory (PMTiles 3, 4.2): numbers, run lengths, lengths, offsets.</summary>
    /// <exception cref="SourceFaultException">It is damaged. Nothing larger than <paramref name="bytes"/> asks for is allocated.</exception>
    public static PmTilesDirectory Read(ReadOnlySpan<byte> bytes)
    {
        var numbers = new VarintReader(bytes);
        ulong count = numbers.Read();
        if (count > (ulong)(bytes.Length / LeastEntryBytes)) throw new SourceFaultException($"a directory of {bytes.Length} bytes claims {count} entries.");
        var entries = new PmTilesEntry[count];
        ulong id = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            ulong delta = numbers.Read();
            if ((delta == 0 && i > 0) || delta > ulong.MaxValue - id) throw new SourceFaultException($"tile numbers of a directory do not rise at its entry {i}.");
            id += delta;
            entries[i] = new PmTilesEntry(id, 0, 0, 0);
        }
        for (int i = 0; i < entries.Length; i++) entries[i] = entries[i] with { RunLength = numbers.Read32() };
        for (int i = 0; i < entries.Length; i++) entries[i] = entries[i] with { Length = numbers.Read32() };
        for (int i = 0; i < entries.Length; i++)
        {
            ulong offset = numbers.Read();
            // 0: right behind the entry before.
            if (offset == 0 && i == 0) throw new SourceFaultException("the first entry of a directory follows on nothing.");
            entries[i] = entries[i] with { Offset = offset > 0 ? offset - 1 : entries[i - 1].Offset + entries[i - 1].Length };
        }
        return new PmTilesDirectory(entries);
    }

    /// <summary>The entry of a tile, or of the leaf in which it may be; null where there is none.</summary>
    public PmTilesEntry? Find(ulong id)
    {
        int low = 0, high = _entries.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (_entries[middle].Id <= id) low = middle + 1;
            else high = middle - 1;
        }
        if (high < 0) return null;
        ref readonly PmTilesEntry entry = ref _entries[high];
        return entry.IsLeaf || id - entry.Id < entry.RunLength ? entry : null;
    }
}
