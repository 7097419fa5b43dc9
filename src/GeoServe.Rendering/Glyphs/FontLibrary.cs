using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using SkiaSharp;

namespace GeoServe.Rendering.Glyphs;

/// <summary>
/// The fonts of a folder, and the system's fonts for what they lack. A font that a style names and that is not there gives way to the folder's own of
/// the same weight, so that every label is drawn. Characters that no font has are logged, each once. Safe for concurrent use.
/// </summary>
public sealed class FontLibrary
{
    // What MapLibre asks for where a style names no font: ours are meant then.
    private static readonly string[] Unsaid = ["opensansregular", "arialunicodemsregular"];

    private readonly ILogger _logger;
    private readonly SystemFonts? _systemFonts;
    private readonly ConcurrentDictionary<(int CodePoint, bool Bold), FontFace?> _fallbacks = new();
    private readonly ConcurrentDictionary<string, FontFace> _systemFaces = new();
    private readonly ConcurrentDictionary<int, bool> _missing = new();

    /// <summary>Reads the fonts of a folder (*.otf, *.ttf).</summary>
    /// <param name="folder">Where the fonts are: at least one.</param>
    /// <param name="logger">Takes what cannot be read, and which characters are missing.</param>
    /// <param name="usesSystemFonts">False to use the folder alone.</param>
    /// <exception cref="InvalidOperationException">No font is there that can be read.</exception>
    public FontLibrary(string folder, ILogger<FontLibrary> logger, bool usesSystemFonts = true)
    {
        _logger = logger;
        _systemFonts = usesSystemFonts ? new SystemFonts() : null;
        Faces = Directory.Exists(folder) ? [.. Files(folder).Select(Open).OfType<FontFace>()] : [];
        if (Faces.IsEmpty) throw new InvalidOperationException($"There is no font that can be read in '{folder}'.");
    }

    internal ImmutableArray<FontFace> Faces { get; }

    /// <summary>Characters that were asked for and that no font has.</summary>
    public IReadOnlyCollection<int> MissingCharacters => [.. _missing.Keys];

    /// <summary>The font for a stack of names: the first that is there, else the folder's own of the weight that the first name asks for.</summary>
    internal FontFace Find(ReadOnlySpan<string> stack)
    {
        foreach (string name in stack)
        {
            if (FindExact(name) is { } face) return face;
        }
        return Default(bold: stack.Length > 0 && IsBold(stack[0]));
    }

    /// <summary>The font of a name, or of a name that stands for ours; null where there is none such.</summary>
    internal FontFace? FindExact(string name)
    {
        if (!name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')) return null;      // no font is named "../Noto"
        string wanted = Plain(name);
        foreach (FontFace face in Faces)
        {
            if (Plain(face.Name) == wanted) return face;
        }
        return Unsaid.Contains(wanted) ? Default(bold: false) : null;
    }

    /// <summary>The font that has a character: the wanted one, another of the folder, one of the system; null where none has it.</summary>
    internal FontFace? FaceFor(FontFace wanted, int codePoint)
    {
        if (wanted.Has(codePoint)) return wanted;
        bool bold = IsBold(wanted.Name);
        return _fallbacks.GetOrAdd((codePoint, bold), key => FindFallback(key.CodePoint, key.Bold));
    }

    /// <summary>Logs characters that no font has, those not yet logged in one message.</summary>
    internal void Report(IEnumerable<int> missing)
    {
        List<int> fresh = [.. missing.Where(codePoint => _missing.TryAdd(codePoint, true))];
        if (fresh.Count == 0) return;
        string named = string.Join(", ", fresh.Select(codePoint => $"{new Rune(codePoint)} (U+{codePoint:X4})"));
        Log.CharactersMissing(_logger, fresh.Count, named);
    }

    private FontFace? FindFallback(int codePoint, bool bold)
    {
        foreach (FontFace face in Faces)
        {
            if (IsBold(face.Name) == bold && face.Has(codePoint)) return face;
        }
        foreach (FontFace face in Faces)
        {
            if (face.Has(codePoint)) return face;
        }
        if (_systemFonts?.Find(codePoint, bold) is not { } typeface) return null;
        string name = $"{typeface.FamilyName} {typeface.FontWeight} {typeface.FontSlant}";
        return _systemFaces.GetOrAdd(name, name => new FontFace(name, typeface));
    }

    private FontFace Default(bool bold) => Faces.FirstOrDefault(face => IsBold(face.Name) == bold) ?? Faces[0];

    private static bool IsBold(string name) =>
        name.Contains("bold", StringComparison.OrdinalIgnoreCase)
        || name.Contains("black", StringComparison.OrdinalIgnoreCase)
        || name.Contains(" 700", StringComparison.Ordinal);

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".otf" or ".ttf")
        .OrderByDescending(file => file.Contains("Regular", StringComparison.OrdinalIgnoreCase))
        .ThenBy(file => file, StringComparer.Ordinal);

    private FontFace? Open(string file)
    {
        SKTypeface? typeface = SKTypeface.FromFile(file);
        if (typeface is not null) return new FontFace(Spaced(Path.GetFileNameWithoutExtension(file)), typeface);
        Log.FontUnreadable(_logger, file);
        return null;
    }

    // NotoSansSC-Regular: "Noto Sans SC Regular".
    private static string Spaced(string file)
    {
        var name = new StringBuilder();
        for (int i = 0; i < file.Length; i++)
        {
            if (file[i] is '-' or '_') name.Append(' ');
            else
            {
                bool begins = i > 0 && char.IsUpper(file[i]) && char.IsLower(file[i - 1]);
                name.Append(begins ? " " : "").Append(file[i]);
            }
        }
        return name.ToString();
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLower(CultureInfo.InvariantCulture);
}
