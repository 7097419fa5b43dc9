using GeoServe.Core.Maps;

namespace GeoServe.Rendering.Drawing;

/// <summary>How much ground a pixel of a picture covers.</summary>
internal static class GroundPixels
{
    private const double MetresPerDegree = Math.PI / 180 * Radius, Radius = 6_378_137;

    /// <summary>Metres to the east and to the south, on a sphere, in the middle of a row of the picture.</summary>
    public static (double East, double South) Of(MapView view, int y)
    {
        double perPixelX = view.Box.Width / (view.WidthPixels * view.Scale), perPixelY = view.Box.Height / (view.HeightPixels * view.Scale);
        double middle = view.Box.MaxY - ((y + 0.5) * perPixelY);
        if (view.Crs.IsGeographic) return (perPixelX * MetresPerDegree * Math.Max(Math.Cos(middle * Math.PI / 180), 1e-6), perPixelY * MetresPerDegree);
        double cosine = 1 / Math.Cosh(middle / Radius);        // of the latitude, whose Mercator ordinate is the inverse Gudermannian
        return (perPixelX * cosine, perPixelY * cosine);
    }
}
