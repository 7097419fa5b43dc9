namespace GeoServe.Sources.GeoTiff;

/// <summary>Unpacks PackBits: runs of bytes (TIFF 6.0, section 9).</summary>
internal static class PackBitsDecoder
{
    /// <summary>Unpacks as much as fits.</summary>
    /// <returns>How many bytes came out.</returns>
    public static int Decode(ReadOnlySpan<byte> packed, Span<byte> into)
    {
        int at = 0, written = 0;
        while (at < packed.Length && written < into.Length)
        {
            int count = (sbyte)packed[at++];
            if (count >= 0)
            {
                int length = Math.Min(Math.Min(count + 1, packed.Length - at), into.Length - written);
                packed.Slice(at, length).CopyTo(into[written..]);
                at += length;
                written += length;
            }
            else if (count != -128 && at < packed.Length)
            {
                int length = Math.Min(1 - count, into.Length - written);
                into.Slice(written, length).Fill(packed[at++]);
                written += length;
            }
        }
        return written;
    }
}
