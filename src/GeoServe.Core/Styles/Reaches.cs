using System.Collections.Concurrent;

namespace GeoServe.Core.Styles;

/// <summary>Reaches of a style that were computed before, each from many expressions: tiles ask for the same few again and again. Safe for concurrent use.</summary>
internal sealed class Reaches
{
    // Zooms of tiles are some dozens; pictures off the grid may have any.
    private const int Most = 4096;

    private readonly ConcurrentDictionary<(string SourceLayer, double Zoom, int Kind), double> _known = new();

    /// <summary>A reach that is known; null where it is not.</summary>
    public double? Find(string sourceLayer, double zoom, int kind) => _known.TryGetValue((sourceLayer, zoom, kind), out double reach) ? reach : null;

    /// <summary>Keeps a reach, and gives it.</summary>
    public double Keep(string sourceLayer, double zoom, int kind, double reach)
    {
        if (_known.Count >= Most) _known.Clear();
        return _known[(sourceLayer, zoom, kind)] = reach;
    }
}
