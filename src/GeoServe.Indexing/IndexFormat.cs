namespace GeoServe.Indexing;

/// <summary>
/// The numbers of the index file. A file is a header page, blocks of data, and a footer:
/// <code>
/// 0      magic, version, file length, footer's offset, length and hash     (IndexHeader)
/// 4096   blocks of 64 KiB: the sections one after another                  (Section)
/// ...    footer: what the index holds and where, a hash of each block      (IndexFooter)
/// </code>
/// All numbers are little-endian. A test freezes the bytes of a small file: whoever changes the layout raises <see cref="Version"/>, and files
/// of another version are built anew.
/// </summary>
internal static class IndexFormat
{
    /// <summary>The first eight bytes.</summary>
    public static ReadOnlySpan<byte> Magic => "GeoSIdx\n"u8;

    /// <summary>Raised whenever the bytes of a file get another meaning, or the same source gives other ones.</summary>
    public const uint Version = 3;

    /// <summary>How the names of index files end, behind the collection's id.</summary>
    public const string Extension = ".tileindex";

    /// <summary>Where the blocks begin: one page.</summary>
    public const int HeaderBytes = 4096;

    /// <summary>Size of a block, of which each has a hash: small enough to be checked in some 10 microseconds at its first touch.</summary>
    public const int BlockBytes = 64 * 1024;

    /// <summary>Sections begin on multiples of this: a line of the processor's cache.</summary>
    public const int Alignment = 64;

    /// <summary>Children of a node of the packed Hilbert R-tree: 16 boxes are four lines of the cache.</summary>
    public const int NodeSize = 16;

    /// <summary>The finest zoom with a level of its own. Its quarter pixel is 1.2 m on the equator; finer tiles take the level as the source has it.</summary>
    public const int FinestZoom = 14;

    /// <summary>From this zoom on no feature is left out (design, section 6).</summary>
    public const int CompleteZoom = 14;

    /// <summary>Zoom of the level that has every position as the source has it.</summary>
    public const int FullZoom = 32;

    /// <summary>Units of a vector tile of WebMercatorQuad, 4096 across, have this side at a zoom: 2^(20 - zoom) steps of the grid.</summary>
    public static int UnitSteps(int zoom) => 1 << (20 - zoom);
}
