namespace GeoServe.Core.Themes;

/// <summary>What a theme makes of an attribute.</summary>
public enum ThemeMethod
{
    /// <summary>A colour for each value, the most frequent first; what is beyond the palette shares one.</summary>
    Categories,
    /// <summary>A colour for each class of numbers.</summary>
    Choropleth,
    /// <summary>A colour for each of a few levels, from the best to the worst.</summary>
    Rating,
    /// <summary>The last value against thresholds, in the colours of warnings; grey where it is too old.</summary>
    Status,
    /// <summary>Circles whose area is in proportion to the number.</summary>
    Proportional,
    /// <summary>A size for each class of numbers: circles, or widths of lines.</summary>
    Graduated,
    /// <summary>How dense points lie.</summary>
    Heat,
    /// <summary>Points counted or added up in hexagons.</summary>
    Hexagons,
    /// <summary>Points counted or added up in squares.</summary>
    Squares,
    /// <summary>Points that lie close together as one circle with their number.</summary>
    Clusters,
}
