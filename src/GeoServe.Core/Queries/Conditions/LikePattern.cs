using System.Collections.Immutable;
using System.Text;

namespace GeoServe.Core.Queries.Conditions;

/// <summary>A pattern of "like": characters that stand for themselves, for any one character, or for any number of characters. Characters are Unicode's, not UTF-16's.</summary>
public sealed class LikePattern
{
    private const int Any = -1;
    private const int Many = -2;

    private readonly ImmutableArray<int> _parts;
    private readonly bool _matchCase;

    private LikePattern(ImmutableArray<int> parts, bool matchCase) => (_parts, _matchCase) = (parts, matchCase);

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">As <c>UPP*</c>.</param>
    /// <param name="many">Stands for any number of characters.</param>
    /// <param name="any">Stands for one character.</param>
    /// <param name="escape">Makes the character after it stand for itself.</param>
    /// <param name="matchCase">False where capitals and small letters are the same.</param>
    public static LikePattern Parse(string text, Rune many, Rune any, Rune escape, bool matchCase)
    {
        var parts = ImmutableArray.CreateBuilder<int>(text.Length);
        bool escaped = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!escaped && rune == escape) escaped = true;
            else
            {
                int part = escaped ? Folded(rune, matchCase) : rune == many ? Many : rune == any ? Any : Folded(rune, matchCase);
                // Several in a row match what one does; leaving them out keeps matching linear in practice.
                if (part != Many || parts.Count == 0 || parts[^1] != Many) parts.Add(part);
                escaped = false;
            }
        }
        if (escaped) parts.Add(Folded(escape, matchCase));
        return new LikePattern(parts.ToImmutable(), matchCase);
    }

    /// <summary>False where capitals and small letters are the same.</summary>
    public bool MatchCase => _matchCase;

    /// <summary>The pattern in SQL's spelling: <c>%</c> for any number of characters, <c>_</c> for one, <c>\</c> before a character that stands for itself.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(_parts.Length);
        foreach (int part in _parts)
        {
            if (part is '%' or '_' or '\\') text.Append('\\');
            if (part == Many) text.Append('%');
            else if (part == Any) text.Append('_');
            else text.Append(new Rune(part));
        }
        return text.ToString();
    }

    /// <summary>True where the whole text matches. Takes at most text times pattern steps, and no stack.</summary>
    public bool Matches(string text)
    {
        int part = 0, at = 0, afterMany = -1, resume = 0;
        while (at < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out Rune rune, out int length);
            if (part < _parts.Length && _parts[part] == Many)
            {
                (afterMany, resume) = (++part, at);
            }
            else if (part < _parts.Length && (_parts[part] == Any || _parts[part] == Folded(rune, _matchCase)))
            {
                part++;
                at += length;
            }
            else if (afterMany >= 0)
            {
                // The last "many" takes one character more.
                Rune.DecodeFromUtf16(text.AsSpan(resume), out _, out int taken);
                (part, at) = (afterMany, resume += taken);
            }
            else
            {
                return false;
            }
        }
        while (part < _parts.Length && _parts[part] == Many) part++;
        return part == _parts.Length;
    }

    private static int Folded(Rune rune, bool matchCase) => (matchCase ? rune : Rune.ToUpperInvariant(rune)).Value;
}
