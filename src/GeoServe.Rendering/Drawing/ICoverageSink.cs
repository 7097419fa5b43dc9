namespace GeoServe.Rendering.Drawing;

/// <summary>Takes runs of pixels that are covered alike. Implemented by structs, so that the calls are inlined.</summary>
internal interface ICoverageSink
{
    /// <summary>Pixels of a row, from <paramref name="x"/> on, all inside the surface.</summary>
    /// <param name="x">First column.</param> <param name="y">Row.</param> <param name="length">How many.</param>
    /// <param name="coverage">Share of each pixel's area, above 0 to 1.</param>
    void Run(int x, int y, int length, float coverage);
}
