namespace GeoServe.Rendering.Drawing;

/// <summary>A surface with what is needed to fill areas on it. Not safe for concurrent use.</summary>
internal sealed class Painter
{
    /// <summary>The picture.</summary>
    public Surface Surface { get; } = new();

    /// <summary>Finds which part of each pixel a polygon covers.</summary>
    public AreaScanner Areas { get; } = new();

    /// <summary>Mixes the colours of one layer's areas.</summary>
    public AreaBlender Blender { get; } = new();

    /// <summary>Makes the surface clear and of a size.</summary>
    public void Reset(int width, int height)
    {
        Surface.Reset(width, height);
        Areas.Reset(width, height);
        Blender.Reset(Surface);
    }
}
