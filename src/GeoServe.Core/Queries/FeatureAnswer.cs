using System.Collections.Immutable;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.Core.Queries;

/// <summary>The features of one page, read from the source as they are asked for and brought to the CRS that the client wants. Not safe for concurrent use.</summary>
public sealed class FeatureAnswer : IAsyncDisposable
{
    // The side of Web Mercator's square (OGC 17-083r4, D.1), beyond which EPSG:3857 is not defined; the poles would be at infinity.
    private const double MercatorLimit = 20_037_508.342_789_244;

    private readonly FeatureReader? _reader;
    private readonly CoordinateTransform _transform;
    private long _left;

    internal FeatureAnswer(FeatureRequest request, long limit, long? matched, long returned, FeatureReader? reader)
    {
        Request = request;
        Limit = limit;
        Matched = matched;
        Returned = returned;
        Columns = request.Query.Columns ?? [.. Enumerable.Range(0, request.Collection.Schema.Columns.Length)];
        _reader = reader;
        _left = returned;
        _transform = CrsRegistry.Between(request.Collection.Schema.Crs, request.Crs.Crs);
    }

    /// <summary>What was asked for.</summary>
    public FeatureRequest Request { get; }

    /// <summary>Features on a full page: what was asked for, within the limits.</summary>
    public long Limit { get; }

    /// <summary>How many features match on all pages; null where counting them would have taken too long.</summary>
    public long? Matched { get; }

    /// <summary>How many features this page has; 0 where only their number is wanted.</summary>
    public long Returned { get; }

    /// <summary>Indexes of the columns whose values come, in their order.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>True where features follow after this page.</summary>
    public bool HasNext => Matched is { } matched ? Request.Query.Offset + Returned < matched : Returned == Limit;

    /// <summary>The key of the feature at hand.</summary>
    public FeatureId Id => _reader!.Id;

    /// <summary>
    /// The geometry of the feature at hand, x first, in the CRS that was asked for; null where there is none, or none that can be expressed
    /// in that CRS. In Web Mercator it ends at the sides of the square.
    /// </summary>
    public Shape? Shape { get; private set; }

    /// <summary>The values of the feature at hand, in the order of <see cref="Columns"/>.</summary>
    public ReadOnlySpan<Value> Values => _reader!.Values;

    /// <summary>Goes to the next feature; false after the last of the page.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (_reader is null || _left == 0 || !await _reader.ReadAsync(cancellationToken).ConfigureAwait(false)) return false;
        _left--;
        Shape = _reader.Shape is { } shape && Bring(shape) ? shape : null;
        return true;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _reader?.DisposeAsync() ?? ValueTask.CompletedTask;

    // To a tenth of a millimetre where positions were transformed: digits beyond would only say how the sines were rounded.
    private bool Bring(Shape shape)
    {
        foreach (Shape member in shape.Members)
        {
            if (!Bring(member)) return false;
        }
        if (_transform.IsIdentity) return true;
        Span<double> xy = shape.MutableCoordinates;
        _transform.Transform(xy);
        int digits = _transform.To.IsGeographic ? 9 : 4;
        bool isMercator = _transform.To == Crs.WebMercator;
        for (int i = 0; i < xy.Length; i++)
        {
            if (double.IsNaN(xy[i])) return false;
            if (isMercator && (i & 1) == 1) xy[i] = Math.Clamp(xy[i], -MercatorLimit, MercatorLimit);
            xy[i] = Math.Round(xy[i], digits);
        }
        return true;
    }
}
