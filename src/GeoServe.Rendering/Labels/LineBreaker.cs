using GeoServe.Rendering.Glyphs;

namespace GeoServe.Rendering.Labels;

/// <summary>Breaks a line of glyphs into lines of about equal length, each at most as wide as allowed, as MapLibre does.</summary>
internal static class LineBreaker
{
    private const float MostPenalty = 100;
    private const string NotAtEnd = "（《〈「『【〔〖([{“‘";
    private const string NotAtStart = "）》〉」』】〕〗)]}”’，。、；：！？,.;:!?·…";

    /// <summary>Gives the index after the last glyph of each line.</summary>
    /// <param name="text">The text.</param> <param name="glyphs">Its glyphs, in order.</param>
    /// <param name="most">Ems allowed in a line; a single word that is wider is broken anywhere.</param>
    /// <param name="spacing">Ems between glyphs.</param> <param name="target">Ems that a line is best to have: see <see cref="TargetOf"/>.</param>
    /// <param name="endsText">True where no other line follows: the last may be short.</param>
    public static List<int> Break(string text, List<ShapedGlyph> glyphs, float most, float spacing, float target, bool endsText)
    {
        if (glyphs.Count == 0) return [0];
        List<Choice> choices = [new(0, 0, 0, -1)];
        float x = 0;
        for (int i = 0; i < glyphs.Count; i++)
        {
            x += glyphs[i].Advance + spacing;
            bool last = i == glyphs.Count - 1;
            float? penalty = last ? 0 : CanBreak(text, glyphs, i);
            bool isPressed = !last && x - choices[^1].X + glyphs[i + 1].Advance > most;      // no good place came in time
            if (penalty is null && !isPressed) continue;
            choices.Add(Best(choices, i + 1, x, target, most, penalty ?? MostPenalty, last && endsText));
        }
        var ends = new List<int>();
        for (int at = choices.Count - 1; at > 0; at = choices[at].Before) ends.Insert(0, choices[at].End);
        return ends;
    }

    /// <summary>What a line is best to have where the whole text, however many line ends it has itself, is set in as few lines as its width allows.</summary>
    public static float TargetOf(IEnumerable<List<ShapedGlyph>> lines, float most, float spacing)
    {
        float total = lines.Sum(line => line.Sum(glyph => glyph.Advance + spacing));
        return total / MathF.Max(1, MathF.Ceiling(total / most));
    }

    private static Choice Best(List<Choice> choices, int end, float x, float target, float most, float penalty, bool last)
    {
        (float badness, int before) best = (float.PositiveInfinity, choices.Count - 1);
        for (int i = 0; i < choices.Count; i++)
        {
            float width = x - choices[i].X;
            float raggedness = (width - target) * (width - target);
            if (last) raggedness *= width < target ? 0.5f : 2;
            if (width > most + 0.01f) raggedness += 1e6f * width;
            float badness = choices[i].Badness + raggedness + penalty * penalty;
            if (badness <= best.badness) best = (badness, i);
        }
        return new(end, x, best.badness, best.before);
    }

    // What a break after the glyph costs, in ems; null where there may be none.
    private static float? CanBreak(string text, List<ShapedGlyph> glyphs, int i)
    {
        if (i + 1 >= glyphs.Count) return null;
        char here = text[glyphs[i].Character], next = text[glyphs[i + 1].Character];
        if (NotAtStart.Contains(next) || NotAtEnd.Contains(here)) return null;
        if (here is ' ' or '\u200b') return 0;
        if (here is '-' or '/' or '&' or '+' or '\u2013') return 1;
        return Ideographs.IsIdeographic(here) || Ideographs.IsIdeographic(next) ? 0 : null;
    }

    private readonly record struct Choice(int End, float X, float Badness, int Before);
}
