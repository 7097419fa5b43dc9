namespace GeoServe.Core.Styles;

/// <summary>Where a label stands.</summary>
public enum SymbolPlacement
{
    /// <summary>At a point, or inside of a polygon.</summary>
    Point,
    /// <summary>Along a line, again and again.</summary>
    Line,
    /// <summary>Once, in the middle of a line.</summary>
    LineCenter,
}
