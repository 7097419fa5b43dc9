using GeoServe.Rendering.Glyphs;

namespace GeoServe.Rendering.Labels;

/// <summary>A text that is written along lines: once shaped, then laid on any number of places.</summary>
internal sealed class TrackText
{
    private readonly List<Letter> _across;
    private readonly List<Letter>? _down;
    private readonly float _size;

    /// <summary>Shapes a text, for flat lines and, where it has Han characters or the like, for steep ones.</summary>
    /// <param name="shaper">Gives the glyphs.</param> <param name="face">The wanted font.</param> <param name="text">On one line.</param>
    /// <param name="size">Style pixels of an em.</param> <param name="spacing">Ems between letters.</param>
    public TrackText(TextShaper shaper, FontFace face, string text, float size, float spacing)
    {
        _size = size;
        _across = [.. shaper.Shape(text, face).Select(glyph => new Letter(glyph, glyph.Advance + spacing, IsUpright: false))];
        Length = _across.Sum(letter => letter.Advance) * size;
        if (!Ideographs.IsWrittenDown(text)) return;
        string vertical = string.Concat(text.Select(letter => face.Has(Ideographs.VerticalFormOf(letter)) ? Ideographs.VerticalFormOf(letter) : letter));
        // Upright letters take an em each, as squares in a column; others lie on their side, all turned the same way.
        _down = [.. shaper.Shape(vertical, face).Select(glyph => Ideographs.StandsUpright(vertical[glyph.Character])
            ? new Letter(glyph, 1 + spacing, IsUpright: true)
            : new Letter(glyph, glyph.Advance + spacing, IsUpright: false))];
        Length = Math.Max(Length, _down.Sum(letter => letter.Advance) * size);
    }

    /// <summary>Style pixels of line that it takes at most.</summary>
    public float Length { get; }

    /// <summary>Lays the text around a place of a line; null where the line turns more than allowed between two letters, or ends too early.</summary>
    /// <param name="track">The line.</param> <param name="middle">Distance of the text's middle from the line's start.</param>
    /// <param name="anchor">The place of the middle; glyphs are given from there.</param>
    /// <param name="mostAngle">Radians between two letters.</param>
    /// <param name="keepUpright">True to begin at the other end rather than stand upside down.</param>
    /// <param name="offset">Style pixels to the right of the line, that is below its text.</param>
    public PlacedGlyph[]? Lay(Track track, double middle, (float X, float Y) anchor, float mostAngle, bool keepUpright, float offset)
    {
        double start = middle - Length / 2, end = middle + Length / 2;
        if (start < 0 || end > track.Length || _across.Count == 0) return null;
        (float x0, float y0, _) = track.At(start);
        (float x1, float y1, _) = track.At(end);
        bool isSteep = MathF.Abs(y1 - y0) > MathF.Abs(x1 - x0);
        bool isDown = _down is not null && isSteep;
        bool backwards = keepUpright && (isDown ? y1 < y0 : x1 < x0);
        List<Letter> letters = isDown ? _down! : _across;
        float length = letters.Sum(letter => letter.Advance) * _size;
        var placed = new PlacedGlyph[letters.Count];
        double pen = middle + (backwards ? length / 2 : -length / 2);
        float? last = null;
        for (int i = 0; i < letters.Count; i++)
        {
            float advance = letters[i].Advance * _size;
            (float x, float y, float angle) = track.At(pen + (backwards ? -advance : advance) / 2);
            if (backwards) angle += MathF.PI;
            if (last is { } before && Turn(angle - before) > mostAngle) return null;
            last = angle;
            placed[i] = Place(letters[i], x - anchor.X, y - anchor.Y, letters[i].IsUpright ? 0 : angle, offset);
            pen += backwards ? -advance : advance;
        }
        return placed;
    }

    // The middle of the letter's advance, half-way up the line, comes to the place.
    private PlacedGlyph Place(Letter letter, float x, float y, float angle, float offset)
    {
        (float sine, float cosine) = MathF.SinCos(angle);
        float across = (letter.Glyph.OffsetX - letter.Glyph.Advance / 2) * _size;
        float down = (letter.Glyph.OffsetY + GlyphRanges.BaselineEms) * _size + offset;
        return new(letter.Glyph.Face, letter.Glyph.Id, x + across * cosine - down * sine, y + across * sine + down * cosine, 1, angle);
    }

    private static float Turn(float angle) => MathF.Abs(MathF.IEEERemainder(angle, 2 * MathF.PI));

    private readonly record struct Letter(ShapedGlyph Glyph, float Advance, bool IsUpright);
}
