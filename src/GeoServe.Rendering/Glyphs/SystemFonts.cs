using SkiaSharp;

namespace GeoServe.Rendering.Glyphs;

/// <summary>
/// Finds a system's font for a character: Skia's font manager where it has one, else the font files in the usual folders of Linux (Skia
/// is used without fontconfig, so that a small container needs no further library). Files are opened at the first need and kept.
/// </summary>
internal sealed class SystemFonts
{
    private const int MostFacesInAFile = 16;

    private readonly Lazy<List<SKTypeface>> _typefaces;

    /// <summary>The fonts of the system's own folders.</summary>
    public SystemFonts() : this(UsualFolders())
    {
    }

    /// <summary>The fonts below some folders.</summary>
    public SystemFonts(IEnumerable<string> folders) => _typefaces = new(() => OpenAll(folders));

    /// <summary>A typeface with a glyph for the character, of the weight where there is a choice; null where none has it.</summary>
    public SKTypeface? Find(int codePoint, bool bold)
    {
        SKFontStyle style = bold ? SKFontStyle.Bold : SKFontStyle.Normal;
        SKTypeface? matched = SKFontManager.Default.MatchCharacter(null, style, ["zh-Hans", "en"], codePoint);
        if (matched is not null && Has(matched, codePoint)) return matched;
        SKTypeface? other = null;
        foreach (SKTypeface typeface in _typefaces.Value)
        {
            if (!Has(typeface, codePoint)) continue;
            if (typeface.IsBold == bold && !typeface.IsItalic) return typeface;
            other ??= typeface;
        }
        return other;
    }

    private static bool Has(SKTypeface typeface, int codePoint)
    {
        using var font = new SKFont(typeface);
        return font.ContainsGlyph(codePoint);
    }

    private static IEnumerable<string> UsualFolders()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return ["/usr/share/fonts", "/usr/local/share/fonts", Path.Combine(home, ".local", "share", "fonts"), Path.Combine(home, ".fonts")];
    }

    // Fonts for Chinese come first, then by name, so that machines with the same fonts choose alike.
    private static List<SKTypeface> OpenAll(IEnumerable<string> folders)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        IEnumerable<string> files = folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", options))
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".otf" or ".ttf" or ".ttc" or ".otc")
            .OrderByDescending(file => Path.GetFileName(file).Contains("CJK", StringComparison.OrdinalIgnoreCase))
            .ThenBy(file => file, StringComparer.Ordinal);
        var typefaces = new List<SKTypeface>();
        foreach (string file in files)
        {
            for (int index = 0; index < MostFacesInAFile && SKTypeface.FromFile(file, index) is { } typeface; index++)
            {
                typefaces.Add(typeface);
                if (Path.GetExtension(file).ToLowerInvariant() is ".otf" or ".ttf") break;
            }
        }
        return typefaces;
    }
}
