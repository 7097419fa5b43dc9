namespace GeoServe.Core.Features.Expressions;

/// <summary>Positions in a text, counted in code points as MapLibre counts them.</summary>
internal static class CodePoints
{
    /// <summary>How many there are; a lone surrogate counts as one.</summary>
    public static long Count(ReadOnlySpan<char> text)
    {
        long count = 0;
        foreach (char letter in text)
        {
            if (!char.IsLowSurrogate(letter)) count++;
        }
        return count;
    }

    /// <summary>Where code point number <paramref name="index"/> begins, at most the length.</summary>
    public static int Offset(string text, long index)
    {
        int offset = 0;
        for (; index > 0 && offset < text.Length; index--)
        {
            offset += char.IsHighSurrogate(text[offset]) && offset + 1 < text.Length && char.IsLowSurrogate(text[offset + 1]) ? 2 : 1;
        }
        return offset;
    }
}
