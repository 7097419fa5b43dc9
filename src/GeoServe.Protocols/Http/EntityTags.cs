namespace GeoServe.Protocols.Http;

/// <summary>Entity tags (RFC 9110, 8.8.3).</summary>
public static class EntityTags
{
    /// <summary>
    /// True when a header If-None-Match names the tag: compared weakly (RFC 9110, 13.1.2), so <c>W/"a"</c> and <c>"a"</c> are the same; a list
    /// and <c>*</c> count too.
    /// </summary>
    /// <param name="header">The header's value.</param> <param name="tag">The tag as it is sent.</param>
    public static bool Match(ReadOnlySpan<char> header, ReadOnlySpan<char> tag)
    {
        ReadOnlySpan<char> opaque = Strong(tag);
        while (!header.IsEmpty)
        {
            int comma = EndOfTag(header);
            ReadOnlySpan<char> one = header[..comma].Trim();
            if (one is "*" || Strong(one).SequenceEqual(opaque)) return true;
            header = comma < header.Length ? header[(comma + 1)..] : default;
        }
        return false;
    }

    private static ReadOnlySpan<char> Strong(ReadOnlySpan<char> tag) => tag.StartsWith("W/") ? tag[2..] : tag;

    // A comma may stand inside of a tag's quotes.
    private static int EndOfTag(ReadOnlySpan<char> header)
    {
        bool quoted = false;
        for (int i = 0; i < header.Length; i++)
        {
            if (header[i] == '"') quoted = !quoted;
            else if (header[i] == ',' && !quoted) return i;
        }
        return header.Length;
    }
}
