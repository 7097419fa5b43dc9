namespace GeoServe.Core.Sources;

/// <summary>How full vector tiles of a scale are with the features of a coverage, of which none is left out (design, section 6, "bounded and honest").</summary>
public enum TileCrowding : byte
{
    /// <summary>They have room for every attribute.</summary>
    None,
    /// <summary>They have room for the attributes that the style reads.</summary>
    Attributes,
    /// <summary>They have room for neither: neighbours that look the same are to be merged.</summary>
    Features,
}
