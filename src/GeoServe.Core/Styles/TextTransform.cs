namespace GeoServe.Core.Styles;

/// <summary>Capitals.</summary>
public enum TextTransform
{
    /// <summary>As it is.</summary>
    None,
    /// <summary>All capitals.</summary>
    Uppercase,
    /// <summary>All small.</summary>
    Lowercase,
}
