namespace GeoServe.Core.Sources;

/// <summary>One raster, such as a GeoTIFF. Reads what a window needs and no more, in bounded memory. Safe for concurrent calls.</summary>
public interface IRasterSource : ISource
{
    /// <summary>The file, for messages; no secrets.</summary>
    string Description { get; }

    /// <summary>What the raster is, as it is now.</summary>
    /// <exception cref="SourceUnavailableException">The source gave no answer; a later try may succeed.</exception>
    /// <exception cref="SourceFaultException">It is there, but cannot be read, or nothing says where it lies.</exception>
    ValueTask<RasterInfo> ReadInfoAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Reads the first band as numbers in its own unit, row by row; NaN where there is no value. A cell of several pixels has their mean, or, where they
    /// are names of classes, the one in the middle.
    /// </summary>
    /// <param name="known">The raster as the caller knows it.</param> <param name="window">Which part.</param>
    /// <param name="values">Filled: as long as the window has cells.</param> <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SourceUnavailableException">The source gave no answer, or is another raster by now; a later try may succeed.</exception>
    ValueTask ReadValuesAsync(RasterInfo known, RasterWindow window, Memory<float> values, CancellationToken cancellationToken);

    /// <summary>
    /// Reads pixels as colours, row by row: red in the lowest byte, then green, blue, alpha, the colours multiplied by alpha; 0 where there is nothing.
    /// Only where <see cref="RasterInfo.HasColours"/>.
    /// </summary>
    /// <param name="known">The raster as the caller knows it.</param> <param name="window">Which part.</param>
    /// <param name="colours">Filled: as long as the window has cells.</param> <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SourceUnavailableException">The source gave no answer, or is another raster by now; a later try may succeed.</exception>
    ValueTask ReadColoursAsync(RasterInfo known, RasterWindow window, Memory<uint> colours, CancellationToken cancellationToken);
}
