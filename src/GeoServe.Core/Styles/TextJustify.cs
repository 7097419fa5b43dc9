namespace GeoServe.Core.Styles;

/// <summary>How lines of a label are set.</summary>
public enum TextJustify
{
    /// <summary>Towards the anchor.</summary>
    Auto,
    /// <summary>On the left.</summary>
    Left,
    /// <summary>In the middle.</summary>
    Center,
    /// <summary>On the right.</summary>
    Right,
}
