namespace GeoServe.Rendering.Labels;

/// <summary>Characters that stand upright in vertical writing, and their forms there.</summary>
internal static class Ideographs
{
    // Unicode's presentation forms for vertical writing (U+FE10 to FE1F, FE30 to FE4F).
    private static readonly Dictionary<char, char> Vertical = Pairs(
        "（︵）︶(︵)︶｛︷｝︸{︷}︸〔︹〕︺【︻】︼《︽》︾〈︿〉﹀「﹁」﹂『﹃』﹄［﹇］﹈[﹇]﹈，︐,︐、︑。︒：︓:︓；︔;︔！︕!︕？︖?︖…︙—︱–︲-︱－︱_︳“﹁”﹂‘﹃’﹄·・");

    /// <summary>
    /// True for Han characters, kana, hangul, their punctuation and full-width forms; also for either half of a pair beyond U+FFFF, which
    /// are nearly all Han.
    /// </summary>
    public static bool IsIdeographic(char letter) => letter is
        >= '\u2e80' and <= '\ua4cf' or >= '\uac00' and <= '\ud7af' or >= '\uf900' and <= '\ufaff' or >= '\ufe10' and <= '\ufe1f'
        or >= '\ufe30' and <= '\ufe4f' or >= '\uff00' and <= '\uffef' or >= '\ud840' and <= '\ud8bf' or >= '\udc00' and <= '\udfff';

    /// <summary>True when the text is written from top to bottom along a steep line: it has a Han character or the like.</summary>
    public static bool IsWrittenDown(string text) => text.Any(letter => letter >= '\u2e80' && IsIdeographic(letter));

    /// <summary>True when the character stands upright there: Han and the like, digits, and punctuation with a form for it.</summary>
    public static bool StandsUpright(char letter) => IsIdeographic(letter) || char.IsAsciiDigit(letter) || Vertical.ContainsKey(letter);

    /// <summary>The character's form in vertical writing; itself where it has none.</summary>
    public static char VerticalFormOf(char letter) => Vertical.GetValueOrDefault(letter, letter);

    private static Dictionary<char, char> Pairs(string pairs) => pairs.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
}
