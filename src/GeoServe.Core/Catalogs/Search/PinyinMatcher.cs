namespace GeoServe.Core.Catalogs.Search;

/// <summary>
/// Tells whether letters stand for Han characters: each character by its whole syllable or by its first letter, the last syllable perhaps cut short. So
/// <c>chongqing</c>, <c>cq</c>, <c>chongq</c> and <c>cqing</c> all stand for 重庆. Any of a character's readings will do.
/// </summary>
public static class PinyinMatcher
{
    /// <summary>True where the letters stand for the characters from a place on.</summary>
    /// <param name="letters">Small letters a to z.</param>
    /// <param name="text">Any text.</param>
    /// <param name="start">Where the characters begin.</param>
    /// <param name="end">Behind the last character that was needed.</param>
    public static bool Matches(ReadOnlySpan<char> letters, ReadOnlySpan<char> text, int start, out int end)
    {
        end = start;
        if (letters.IsEmpty) return true;
        if (start >= text.Length) return false;
        foreach (string reading in Pinyin.Of(text[start]))
        {
            int common = letters.CommonPrefixLength(reading);
            if (common == 0) continue;
            if (common == letters.Length)
            {
                end = start + 1;
                return true;
            }
            if (common == reading.Length && Matches(letters[common..], text, start + 1, out end)) return true;
            if (Matches(letters[1..], text, start + 1, out end)) return true;
        }
        return false;
    }
}
