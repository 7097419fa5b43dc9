using System.Collections.Immutable;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;
using GeoServe.Rendering.Glyphs;
using Microsoft.Extensions.Logging;

namespace GeoServe.Rendering.Labels;

/// <summary>Places the labels of blocks: finds the candidates of each symbol layer, decides in rounds, keeps what meets the block. Safe for concurrent use.</summary>
public sealed class LabelPlacer(FontLibrary fonts, ILogger<LabelPlacer> logger) : ILabelPlacer
{
    // A decision reaches over the boxes of the rounds; the block's own labels reach out of it by one more.
    private const int MarginBoxes = LabelRounds.ReachBoxes + 1;

    /// <summary>
    /// Longest side of a label's box with its padding, in style pixels: the rounds' boxes, at this size, fit into the margin with the half
    /// of the label's own.
    /// </summary>
    internal const double MostBoxPixels = StyleReach.LabelPixels * (MarginBoxes - 0.5) / LabelRounds.ReachBoxes;

    /// <inheritdoc/>
    public int MarginPixels(MapStyle style) => (int)Math.Ceiling(MarginBoxes * style.Style.LabelReachPixels);

    /// <inheritdoc/>
    public PlacedLabels Place(MapScene block, CancellationToken cancellationToken)
    {
        MapView view = block.View;
        var candidates = new List<LabelCandidate>();
        ImmutableArray<StyleLayer> layers = block.Style.Style.Layers;
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            if (layers[i] is not SymbolLayer { Text.IsUnsaid: false } layer || !layer.IsDrawnAt(view.Zoom)) continue;
            if (layer.SourceLayer is null || block.Find(layer.SourceLayer) is not { Count: > 0 } features) continue;
            var bound = (SymbolLayer)layer.Bind(features.IndexOf);
            new LabelFinder(view, bound, layers.Length - 1 - i, fonts, candidates).FindAll(features, cancellationToken);
        }
        List<LabelCandidate> winners = LabelRounds.Decide(candidates, (int)StyleReach.LabelPixels / 2 * view.UnitsPerPixel, out int undecided);
        if (undecided > 0) Log.LabelsUndecided(logger, candidates.Count, undecided);
        int margin = MarginPixels(block.Style) * view.UnitsPerPixel;
        var core = new UnitBox(margin, margin, view.WidthUnits - margin, view.HeightUnits - margin);
        // Drawn from top to bottom, so that of two that may overlap the lower one lies above, as in MapLibre.
        return new LabelSet(view.Box, [.. winners.Select(winner => winner.Label)
            .Where(label => label.Ink.Overlaps(core))
            .OrderBy(label => label.Y).ThenBy(label => label.X)]);
    }
}
