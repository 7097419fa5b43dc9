namespace GeoServe.Indexing;

/// <summary>A run of bytes in an index file; it begins on a multiple of <see cref="IndexFormat.Alignment"/>.</summary>
/// <param name="Offset">From the file's first byte.</param>
/// <param name="Bytes">How many; 0 where there is none.</param>
internal readonly record struct Section(long Offset, long Bytes)
{
    public bool IsNone => Bytes == 0;
}
