using GeoServe.Core.Styles;
using GeoServe.Core.Themes;

namespace GeoServe.Core.Catalogs;

/// <summary>A style of a map.</summary>
/// <param name="Id">Its name in addresses.</param>
/// <param name="Title">For people.</param>
/// <param name="Style">What is drawn.</param>
/// <param name="Json">The style file in MapLibre's form, as UTF-8, its sources and glyphs not yet set to this server's addresses.</param>
/// <param name="Definition">Hash of the style file.</param>
public sealed record MapStyle(string Id, LocalText Title, Style Style, ReadOnlyMemory<byte> Json, ulong Definition)
{
    /// <summary>What its theme wants to be given in the place of a collection's points; null where each feature is drawn for itself.</summary>
    public Aggregation? Aggregation { get; init; }

    /// <summary>Id of a collection of areas that are given as the points where their labels stand, for circles; null for none.</summary>
    public string? PointsOf { get; init; }

    /// <summary>Makes the style as it is at a time, where values grow too old to be shown; null for a style that does not depend on the clock.</summary>
    public Func<DateTimeOffset, MapStyle>? At { get; init; }
}
