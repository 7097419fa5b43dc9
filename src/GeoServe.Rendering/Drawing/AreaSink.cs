namespace GeoServe.Rendering.Drawing;

/// <summary>Takes the runs of an area to a blender.</summary>
/// <param name="blender">Where they go.</param>
internal struct AreaSink(AreaBlender blender) : ICoverageSink
{
    /// <summary>True to cover pixels whole or not at all.</summary>
    public bool IsHard;

    public readonly void Run(int x, int y, int length, float coverage)
    {
        if (!IsHard) blender.Run(x, y, length, coverage);
        else if (coverage >= 0.5f) blender.Run(x, y, length, 1);
    }
}
