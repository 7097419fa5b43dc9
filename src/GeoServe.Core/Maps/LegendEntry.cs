namespace GeoServe.Core.Maps;

/// <summary>One line of a legend.</summary>
/// <param name="Title">What the symbol stands for.</param>
/// <param name="Symbol">"fill", "line" or "circle"; "text" for a line that heads those below it.</param>
/// <param name="Colour">As #rrggbb or #rrggbbaa.</param>
/// <param name="Outline">Colour of the outline, likewise; null for none.</param>
/// <param name="SizePixels">Width of a line or diameter of a circle; 0 for a fill.</param>
public sealed record LegendEntry(string Title, string Symbol, string Colour, string? Outline, double SizePixels)
{
    /// <summary>True for a stop of a ramp: between it and the next entry, if that is one, too, colours run from one to the other.</summary>
    public bool IsRamp { get; init; }
}
