namespace GeoServe.Core.Styles;

/// <summary>From what the direction of light is counted; here the same, since maps of this server have north at the top.</summary>
public enum HillshadeAnchor
{
    /// <summary>From the top of the window.</summary>
    Viewport,
    /// <summary>From north.</summary>
    Map,
}
