namespace GeoServe.Core.Styles;

/// <summary>The end of a line.</summary>
public enum LineCap
{
    /// <summary>Cut off at its end.</summary>
    Butt,
    /// <summary>A half circle around its end.</summary>
    Round,
    /// <summary>Half a width longer.</summary>
    Square,
}
