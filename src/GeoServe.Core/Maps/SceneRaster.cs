using System.Buffers;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Styles;

namespace GeoServe.Core.Maps;

/// <summary>
/// What was read of a raster for a view, brought to the pixels of its picture and some around it, so that what looks at neighbours finds the same ones
/// in every view. Either numbers or colours, in pooled memory.
/// </summary>
public sealed class SceneRaster : IDisposable
{
    private float[] _values = [];
    private uint[] _colours = [];

    internal SceneRaster(string raster, RasterResampling? resampling, int width, int height, int margin)
    {
        Raster = raster;
        Resampling = resampling;
        Width = width;
        Height = height;
        Margin = margin;
        int count = (width + (2 * margin)) * (height + (2 * margin));
        if (resampling is null) _values = ArrayPool<float>.Shared.Rent(count);
        else _colours = ArrayPool<uint>.Shared.Rent(count);
    }

    /// <summary>Id of the raster.</summary>
    public string Raster { get; }

    /// <summary>How colours were found between the middles of pixels; null for numbers.</summary>
    public RasterResampling? Resampling { get; }

    /// <summary>Pixels of the picture across.</summary>
    public int Width { get; }

    /// <summary>Pixels of the picture down.</summary>
    public int Height { get; }

    /// <summary>Pixels around the picture on each side.</summary>
    public int Margin { get; }

    /// <summary>True for what a layer draws.</summary>
    public bool Serves(StyleLayer layer, double zoom) => layer.Raster == Raster && Resampling == ResamplingOf(layer, zoom);

    /// <summary>How a layer wants colours; null for one that draws numbers.</summary>
    internal static RasterResampling? ResamplingOf(StyleLayer layer, double zoom) =>
        layer is RasterLayer picture ? picture.Resampling.Evaluate(new EvaluationContext(zoom, default, default, 0)) : null;

    /// <summary>Numbers of a row, from <see cref="Margin"/> pixels left of the picture to as many right of it; NaN where there is none.</summary>
    /// <param name="y">0 is the picture's first row; -<see cref="Margin"/> the first that there is.</param>
    public ReadOnlySpan<float> Values(int y) => RowOf(_values, y);

    /// <summary>Colours of a row likewise, red in the lowest byte, multiplied by alpha; 0 where there is nothing.</summary>
    public ReadOnlySpan<uint> Colours(int y) => RowOf(_colours, y);

    internal Span<float> ValuesToFill(int y) => RowOf(_values, y);

    internal Span<uint> ColoursToFill(int y) => RowOf(_colours, y);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_values.Length > 0) ArrayPool<float>.Shared.Return(_values);
        if (_colours.Length > 0) ArrayPool<uint>.Shared.Return(_colours);
        _values = [];
        _colours = [];
    }

    private Span<T> RowOf<T>(T[] pixels, int y) => pixels.AsSpan((y + Margin) * (Width + (2 * Margin)), Width + (2 * Margin));
}
