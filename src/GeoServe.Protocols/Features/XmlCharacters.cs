using System.Text;
using System.Xml;

namespace GeoServe.Protocols.Features;

/// <summary>Text from data and requests as XML can hold it (XML 1.0, 2.2).</summary>
internal static class XmlCharacters
{
    /// <summary>The text; control characters and halves of surrogate pairs become U+FFFD. The same object where nothing is wrong.</summary>
    public static string Clean(string text)
    {
        int wrong = FirstWrong(text, 0);
        if (wrong < 0) return text;
        var clean = new StringBuilder(text);
        for (; wrong >= 0; wrong = FirstWrong(text, wrong + 1)) clean[wrong] = '\uFFFD';
        return clean.ToString();
    }

    private static int FirstWrong(string text, int from)
    {
        for (int i = from; i < text.Length; i++)
        {
            char c = text[i];
            if (c < 0x80 ? XmlConvert.IsXmlChar(c) : !char.IsSurrogate(c) && c < '\uFFFE') continue;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }
            return i;
        }
        return -1;
    }
}
