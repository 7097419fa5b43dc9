using System.Collections.Frozen;
using System.Text;

namespace GeoServe.Core.Catalogs.Search;

/// <summary>
/// How Han characters are read in Hanyu Pinyin, without tones. A character that is read in several ways has several readings (重: zhong, chong), the usual
/// one first; from the Unicode Han Database.
/// </summary>
public static class Pinyin
{
    // Words in which a character is not read in its usual way, as they stand in names of a city's data.
    private static readonly (string Word, string Reading)[] s_words =
        [("重庆", "chongqing"), ("长寿", "changshou"), ("长江", "changjiang"), ("长度", "changdu"), ("都市", "dushi"), ("丰都", "fengdu"), ("首都", "shoudu"), ("成都", "chengdu"), ("银行", "yinhang"), ("行业", "hangye"), ("地", "di"), ("大足", "dazu")];

    private static readonly Lazy<FrozenDictionary<char, string[]>> s_readings = new(Read);

    /// <summary>The readings of a character, the usual one first; empty for one that is not Han, or not known.</summary>
    public static ReadOnlySpan<string> Of(char character) => s_readings.Value.TryGetValue(character, out string[]? readings) ? readings : [];

    /// <summary>True for a character of the blocks that hold Han characters in daily use.</summary>
    public static bool IsHan(char character) => character is (>= '\u3400' and <= '\u9FFF') or '〇';

    /// <summary>
    /// A text in small letters, digits and single hyphens, such as <c>chongqing-quxian-2024</c> for 重庆区县 2024: for ids and names of files. Empty where
    /// nothing of it can be written so.
    /// </summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length * 2);
        string plain = string.Concat(text.Select(Narrow));
        bool parted = false;
        for (int i = 0; i < plain.Length; i++)
        {
            (string Word, string Reading) word = Array.Find(s_words, known => string.CompareOrdinal(plain, i, known.Word, 0, known.Word.Length) == 0);
            ReadOnlySpan<char> part = word.Word is not null ? word.Reading : Of(plain[i]) is [var usual, ..] ? usual : char.IsAsciiLetterOrDigit(plain[i]) ? char.ToLowerInvariant(plain[i]).ToString() : "";
            if (word.Word is not null) i += word.Word.Length - 1;
            if (part.IsEmpty)
            {
                parted = true;
                continue;
            }
            if (parted && slug.Length > 0) slug.Append('-');
            parted = false;
            slug.Append(part);
        }
        return slug.ToString();
    }

    /// <summary>A full-width letter, digit, sign or space as the plain one; any other character as it is.</summary>
    internal static char Narrow(char character) => character switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(character - 0xFEE0),
        '\u3000' => ' ',
        _ => character,
    };

    private static FrozenDictionary<char, string[]> Read()
    {
        using Stream stream = typeof(Pinyin).Assembly.GetManifestResourceStream("pinyin.txt")!;
        using var reader = new StreamReader(stream);
        var usual = new Dictionary<char, string>();
        var others = new List<(char Character, string Syllable)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            string[] parts = line.Split(' ');
            foreach (char character in parts[1]) usual[character] = parts[0];
            foreach (char character in parts.ElementAtOrDefault(2) ?? "") others.Add((character, parts[0]));
        }
        ILookup<char, string> more = others.ToLookup(other => other.Character, other => other.Syllable);
        return usual.ToFrozenDictionary(pair => pair.Key, pair => more[pair.Key].Prepend(pair.Value).ToArray());
    }
}
