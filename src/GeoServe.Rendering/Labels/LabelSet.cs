using System.Collections.Immutable;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;

namespace GeoServe.Rendering.Labels;

/// <summary>The labels of a block.</summary>
/// <param name="box">The box of the block's view; its top left corner is where the labels' units begin.</param>
/// <param name="labels">In drawing order within their layers.</param>
internal sealed class LabelSet(Box box, ImmutableArray<PlacedLabel> labels) : PlacedLabels
{
    /// <summary>The labels.</summary>
    public ImmutableArray<PlacedLabel> Labels { get; } = labels;

    /// <inheritdoc/>
    public override long SizeBytes { get; } = 64 + labels.Sum(label => 160L + 32L * label.Glyphs.Length);

    /// <summary>How far the block's origin lies from a view's, in scene units.</summary>
    public (int X, int Y) OffsetTo(MapView view) => (
        (int)Math.Round((box.MinX - view.Box.MinX) * view.WidthUnits / view.Box.Width),
        (int)Math.Round((view.Box.MaxY - box.MaxY) * view.HeightUnits / view.Box.Height));
}
