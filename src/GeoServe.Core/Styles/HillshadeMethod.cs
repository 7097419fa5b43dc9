namespace GeoServe.Core.Styles;

/// <summary>How light and shadow follow from slope and aspect.</summary>
public enum HillshadeMethod
{
    /// <summary>MapLibre's own.</summary>
    Standard,
    /// <summary>As gdaldem: the cosine of the angle between light and ground.</summary>
    Basic,
    /// <summary>As gdaldem's "combined": that angle times the slope.</summary>
    Combined,
    /// <summary>As gdaldem's "igor": little shadow, for maps with much on them.</summary>
    Igor,
}
