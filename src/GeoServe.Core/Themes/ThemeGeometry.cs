namespace GeoServe.Core.Themes;

/// <summary>What a theme's features look like.</summary>
public enum ThemeGeometry
{
    /// <summary>Drawn as circles.</summary>
    Points,
    /// <summary>Drawn as strokes.</summary>
    Lines,
    /// <summary>Drawn as filled areas.</summary>
    Areas,
}
