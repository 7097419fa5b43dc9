namespace GeoServe.Core.Styles;

/// <summary>How a value between the middles of pixels is found.</summary>
public enum RasterResampling
{
    /// <summary>Mixed from the four around.</summary>
    Linear,
    /// <summary>That of the pixel in which the place lies.</summary>
    Nearest,
}
