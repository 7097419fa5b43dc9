namespace GeoServe.Core.Themes.Palettes;

/// <summary>What a palette's colours say.</summary>
public enum PaletteKind
{
    /// <summary>From little to much.</summary>
    Sequential,
    /// <summary>From one side of a middle to the other.</summary>
    Diverging,
    /// <summary>Kinds without an order.</summary>
    Qualitative,
    /// <summary>Levels of warning or grade, each with its own meaning.</summary>
    Levels,
}
