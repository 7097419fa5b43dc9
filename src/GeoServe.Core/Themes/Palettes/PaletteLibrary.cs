using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using GeoServe.Core.Features.Expressions;

namespace GeoServe.Core.Themes.Palettes;

/// <summary>
/// The palettes by name: ColorBrewer's 35 schemes, the viridis family, and the levels of warnings and grades. Any of them with <c>-r</c>
/// behind its name runs the other way round.
/// </summary>
public static class PaletteLibrary
{
    private static readonly (FrozenDictionary<string, Palette> ByName, ImmutableArray<string> Licences) Known = Read();

    /// <summary>All names, without the reversed ones.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Known.ByName.Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whom the palettes are from, and under which licence, a line each.</summary>
    public static ImmutableArray<string> Licences => Known.Licences;

    /// <summary>The palette of a name, capital or small letters; null where there is none.</summary>
    public static Palette? Find(string name) =>
        name.EndsWith("-r", StringComparison.Ordinal) ? Known.ByName.GetValueOrDefault(name[..^2])?.Reversed() : Known.ByName.GetValueOrDefault(name);

    /// <summary>A palette of colours given one by one.</summary>
    public static Palette Of(ImmutableArray<Colour> colours) => new("colours", PaletteKind.Qualitative, 0, [colours]);

    private static (FrozenDictionary<string, Palette> ByName, ImmutableArray<string> Licences) Read()
    {
        using Stream stream = typeof(PaletteLibrary).Assembly.GetManifestResourceStream("palettes.json")!;
        using var document = JsonDocument.Parse(stream);
        IEnumerable<Palette> drawn = document.RootElement.GetProperty("palettes").EnumerateArray().Select(one => new Palette(
            one.GetProperty("name").GetString()!,
            Enum.Parse<PaletteKind>(one.GetProperty("kind").GetString()!, ignoreCase: true),
            one.GetProperty("colourBlindSafe").GetInt32(),
            one.TryGetProperty("anchors", out JsonElement anchors)
                ? [Colours(anchors.GetString()!)]
                : [.. one.GetProperty("sizes").EnumerateArray().Select(size => Colours(size.GetString()!))]));
        return (
            drawn.ToFrozenDictionary(palette => palette.Name, StringComparer.OrdinalIgnoreCase),
            [.. document.RootElement.GetProperty("licence").EnumerateArray().Select(line => line.GetString()!)]);
    }

    private static ImmutableArray<Colour> Colours(string hex) => [.. hex.Split(' ').Select(one => Colour.TryParse(one, out Colour colour) ? colour : throw new FormatException(one))];
}
