using GeoServe.Core.Features.Expressions;

namespace GeoServe.Rendering.Labels;

/// <summary>How a label is drawn, in style pixels.</summary>
/// <param name="Size">Of an em.</param> <param name="Colour">Of the letters.</param>
/// <param name="HaloColour">Around them.</param> <param name="HaloWidth">Pixels of it.</param> <param name="HaloBlur">Of them soft.</param>
internal readonly record struct LabelLook(float Size, Colour Colour, Colour HaloColour, float HaloWidth, float HaloBlur)
{
    /// <summary>Pixels of ink beyond the letters.</summary>
    public float Reach => HaloColour.Alpha > 0 ? HaloWidth + HaloBlur : 0;
}
