using System.Buffers;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;

namespace GeoServe.Rendering.Drawing;

/// <summary>The features that a style layer draws, in the order in which they are drawn: by sort key, then as the scene has them.</summary>
internal readonly struct FeatureOrder : IDisposable
{
    private readonly int[] _indexes;
    private readonly int _count;

    private FeatureOrder(int[] indexes, int count)
    {
        _indexes = indexes;
        _count = count;
    }

    /// <summary>Indexes into the scene layer.</summary>
    public ReadOnlySpan<int> Indexes => _indexes.AsSpan(0, _count);

    /// <summary>Finds the features that the layer takes.</summary>
    /// <param name="features">Where they are.</param> <param name="layer">Bound to the columns of the features.</param>
    /// <param name="sortKey">The layer's sort key.</param> <param name="zoom">MapLibre's zoom.</param>
    public static FeatureOrder Of(SceneLayer features, StyleLayer layer, StyleProperty<double> sortKey, double zoom)
    {
        int[] indexes = ArrayPool<int>.Shared.Rent(features.Count);
        double[]? keys = sortKey.IsUnsaid ? null : ArrayPool<double>.Shared.Rent(features.Count);
        int count = 0;
        for (int i = 0; i < features.Count; i++)
        {
            SceneFeature feature = features[i];
            if (!layer.Draws(feature.Kind)) continue;
            var context = new EvaluationContext(zoom, feature.Values, feature.Kind, feature.Id);
            if (!layer.Takes(context)) continue;
            if (keys is not null) keys[count] = sortKey.Evaluate(context);
            indexes[count++] = i;
        }
        if (keys is not null)
        {
            // Equal keys keep the order of the scene, which is the same in every tile.
            double[] byPlace = keys;
            int[] places = [.. Enumerable.Range(0, count).OrderBy(place => byPlace[place]).Select(place => indexes[place])];
            places.CopyTo(indexes, 0);
            ArrayPool<double>.Shared.Return(keys);
        }
        return new(indexes, count);
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<int>.Shared.Return(_indexes);
}
