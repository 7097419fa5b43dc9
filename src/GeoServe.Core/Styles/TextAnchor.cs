namespace GeoServe.Core.Styles;

/// <summary>Which part of a label stands at its point.</summary>
public enum TextAnchor
{
    /// <summary>Its middle.</summary>
    Center,
    /// <summary>Its left side.</summary>
    Left,
    /// <summary>Its right side.</summary>
    Right,
    /// <summary>Its upper side.</summary>
    Top,
    /// <summary>Its lower side.</summary>
    Bottom,
    /// <summary>A corner.</summary>
    TopLeft,
    /// <summary>A corner.</summary>
    TopRight,
    /// <summary>A corner.</summary>
    BottomLeft,
    /// <summary>A corner.</summary>
    BottomRight,
}
