namespace GeoServe.Core.Styles;

/// <summary>The corner of a line.</summary>
public enum LineJoin
{
    /// <summary>Cut off.</summary>
    Bevel,
    /// <summary>A circle sector.</summary>
    Round,
    /// <summary>A point, cut off beyond the miter limit.</summary>
    Miter,
}
