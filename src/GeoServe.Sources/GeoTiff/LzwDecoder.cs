namespace GeoServe.Sources.GeoTiff;

/// <summary>Unpacks LZW as TIFF has it: codes of 9 to 12 bits, the highest bit first, one code earlier longer than in other formats (TIFF 6.0, section 13).</summary>
internal static class LzwDecoder
{
    private const int Clear = 256, End = 257, MostCodes = 4096;

    /// <summary>Unpacks as much as fits.</summary>
    /// <returns>How many bytes came out.</returns>
    public static int Decode(ReadOnlySpan<byte> packed, Span<byte> into)
    {
        Span<ushort> prefixes = stackalloc ushort[MostCodes];
        Span<ushort> lengths = stackalloc ushort[MostCodes];
        Span<byte> lasts = stackalloc byte[MostCodes];
        Span<byte> firsts = stackalloc byte[MostCodes];
        for (int i = 0; i < 256; i++) (firsts[i], lasts[i], lengths[i]) = ((byte)i, (byte)i, 1);
        int next = End + 1, bits = 9, previous = -1, written = 0, at = 0, held = 0;
        uint pool = 0;
        while (written < into.Length)
        {
            while (held < bits)
            {
                if (at == packed.Length) return written;
                pool = pool << 8 | packed[at++];
                held += 8;
            }
            held -= bits;
            int code = (int)(pool >> held) & ((1 << bits) - 1);
            if (code == End) return written;
            if (code == Clear)
            {
                (next, bits, previous) = (End + 1, 9, -1);
                continue;
            }
            if (previous < 0)
            {
                if (code > 255) return written;
                into[written++] = (byte)code;
                previous = code;
                continue;
            }
            if (code > next || next >= MostCodes) return written;       // a code that nothing stands for
            (prefixes[next], lengths[next], firsts[next]) = ((ushort)previous, (ushort)(lengths[previous] + 1), firsts[previous]);
            lasts[next] = code == next ? firsts[previous] : firsts[code];
            next++;
            int length = lengths[code], end = written + length;
            for (int link = code, to = end - 1; to >= written; to--, link = prefixes[link])
            {
                if (to < into.Length) into[to] = lasts[link];
            }
            written = Math.Min(end, into.Length);
            previous = code;
            if (next == (1 << bits) - 1 && bits < 12) bits++;
        }
        return written;
    }
}
