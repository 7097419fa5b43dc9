using System.Collections.Immutable;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.Styles;
using GeoServe.Rendering.Glyphs;

namespace GeoServe.Rendering.Labels;

/// <summary>Finds the candidates of one symbol layer in a block: what each feature's label says, where it may stand, what it keeps free.</summary>
/// <param name="view">The block with its margin.</param> <param name="layer">Bound to the features' columns.</param>
/// <param name="rank">0 for the layer drawn last.</param>
/// <param name="fonts">Fonts.</param> <param name="into">Takes the candidates.</param>
internal sealed class LabelFinder(MapView view, SymbolLayer layer, int rank, FontLibrary fonts, List<LabelCandidate> into)
{
    private const double PolePixels = 1;

    private readonly TextShaper _shaper = new(fonts);
    private readonly double _pixelsPerUnit = 1.0 / view.UnitsPerPixel;
    private readonly UnitBox _region = new(0, 0, view.WidthUnits, view.HeightUnits);

    /// <summary>Adds the candidates of all features that the layer takes.</summary>
    public void FindAll(SceneLayer features, CancellationToken cancellationToken)
    {
        var lines = new List<(int Feature, string Text, float Size)>();
        var continuations = new LineContinuations(features);
        for (int i = 0; i < features.Count; i++)
        {
            if ((i & 255) == 255) cancellationToken.ThrowIfCancellationRequested();
            SceneFeature feature = features[i];
            var context = new EvaluationContext(view.Zoom, feature.Values, feature.Kind, feature.Id);
            if (!layer.Takes(context)) continue;
            string text = TextOf(context);
            float size = (float)Math.Min(layer.Size.Evaluate(context), StyleReach.LabelPixels / 2);
            if (text.Length == 0 || size <= 0) continue;
            SymbolPlacement placement = layer.Placement.Evaluate(context);
            if (placement == SymbolPlacement.Point) AddPoints(feature, context, text, size);
            else if (feature.Kind != GeometryKind.Point) lines.Add((i, text, size));
            if (placement == SymbolPlacement.Line && feature.Kind == GeometryKind.Line) continuations.Add(text, i);
        }
        for (int i = 0; i < lines.Count; i++)
        {
            if ((i & 255) == 255) cancellationToken.ThrowIfCancellationRequested();
            AddAlongLines(features, lines[i].Feature, lines[i].Text, lines[i].Size, continuations);
        }
    }

    private string TextOf(in EvaluationContext context)
    {
        string text = layer.Text.Evaluate(context).Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
        return layer.Transform.Evaluate(context) switch
        {
            TextTransform.Uppercase => text.ToUpperInvariant(),
            TextTransform.Lowercase => text.ToLowerInvariant(),
            _ => text,
        };
    }

    private void AddPoints(in SceneFeature feature, in EvaluationContext context, string text, float size)
    {
        TextBlock? block = null;
        ReadOnlySpan<int> anchors = feature.Kind == GeometryKind.Point ? feature.Coordinates : AnchorOf(feature);
        for (int i = 0; i + 1 < anchors.Length; i += 2)
        {
            if (anchors[i] < 0 || anchors[i] > _region.MaxX || anchors[i + 1] < 0 || anchors[i + 1] > _region.MaxY) continue;
            block ??= SetBlock(context, text, size);
            if (block is null) return;
            UnitBox box = ToUnits(block.Left, block.Top, block.Right, block.Bottom).Move(anchors[i], anchors[i + 1]);
            Add(feature, context, i / 2, anchors[i], anchors[i + 1], block.Glyphs, [box.Grow(Padding(context, box))], size, text, repeat: 0);
        }
    }

    private TextBlock? SetBlock(in EvaluationContext context, string text, float size)
    {
        (float across, float down) = TextSetting.AlignOf(layer.Anchor.Evaluate(context));
        ImmutableArray<double> offset = layer.Offset.Evaluate(context), shift = layer.Translate.Evaluate(context);
        var setting = new TextSetting(size, (float)layer.MaxWidth.Evaluate(context), (float)layer.LineHeight.Evaluate(context),
            (float)layer.LetterSpacing.Evaluate(context), across, down, TextSetting.JustifyOf(layer.Justify.Evaluate(context), across),
            Part(offset, 0) + Part(shift, 0) / size, Part(offset, 1) + Part(shift, 1) / size);
        TextBlock block = TextBlock.Set(_shaper, FaceOf(context), text, setting).Turn((float)(layer.Rotate.Evaluate(context) * Math.PI / 180));
        // A label that is larger than the limit in spite of all breaks cannot be placed alike in all blocks.
        return block.Right - block.Left <= StyleReach.LabelPixels + 1 && block.Bottom - block.Top <= StyleReach.LabelPixels + 1 ? block : null;
    }

    // Of a polygon the pole of its largest part, of a line the middle of its longest.
    private int[] AnchorOf(in SceneFeature feature)
    {
        if (feature.Kind == GeometryKind.Line)
        {
            Track longest = Tracks(feature).MaxBy(track => track.Length)!;
            (float x, float y, _) = longest.At(longest.Length / 2);
            return [longest.OriginX + (int)MathF.Round(x * view.UnitsPerPixel), longest.OriginY + (int)MathF.Round(y * view.UnitsPerPixel)];
        }
        (int first, int end, Int128 area) best = (0, 0, -1);
        for (int part = 0; part < feature.PartEnds.Length;)
        {
            int first = part;
            Int128 area = Rings.TwiceArea(Part(feature, part++));
            while (part < feature.PartEnds.Length && Rings.TwiceArea(Part(feature, part)) < 0) part++;
            if (area > best.area) best = (first, part, area);
        }
        int start = best.first == 0 ? 0 : feature.PartEnds[best.first - 1];
        int[] ends = [.. feature.PartEnds[best.first..best.end]];
        for (int i = 0; i < ends.Length; i++) ends[i] -= start;
        (int X, int Y) pole = PoleOfInaccessibility.Find(feature.Coordinates[(start * 2)..], ends, PolePixels * view.UnitsPerPixel);
        return [pole.X, pole.Y];
    }

    private void AddAlongLines(SceneLayer features, int index, string text, float size, LineContinuations continuations)
    {
        SceneFeature feature = features[index];
        var context = new EvaluationContext(view.Zoom, feature.Values, feature.Kind, feature.Id);
        var line = new TrackText(_shaper, FaceOf(context), text.Replace('\n', ' '), size, (float)layer.LetterSpacing.Evaluate(context));
        if (line.Length + 2 * size > StyleReach.LabelPixels) return;      // with the letters at both ends
        bool once = layer.Placement.Evaluate(context) == SymbolPlacement.LineCenter;
        // At least a quarter of the spacing stays free between two labels, as in MapLibre.
        double spacing = Math.Max(layer.Spacing.Evaluate(context), line.Length + layer.Spacing.Evaluate(context) / 4);
        float mostAngle = (float)(layer.MaxAngle.Evaluate(context) * Math.PI / 180), offset = Part(layer.Offset.Evaluate(context), 1) * size;
        // A road that is many features says its name once within half of the spacing (MapLibre's rule), but not beyond what a decision may reach.
        int repeat = (int)(Math.Min(layer.Spacing.Evaluate(context) / 2, StyleReach.LabelPixels) * view.UnitsPerPixel);
        List<Track> tracks = Tracks(feature);
        for (int part = 0, number = 0; part < tracks.Count; part++)
        {
            (Track track, double begin, double length) = (tracks[part], 0, tracks[part].Length);
            if (length < line.Length && !once && feature.Kind == GeometryKind.Line) (track, begin) = Extended(continuations, text, index, part, line.Length / 2);
            int count = once ? 1 : Math.Max(1, (int)(length / spacing));
            double first = begin + (once ? length / 2 : (length - (count - 1) * spacing) / 2);
            if (length < track.Length && line.Length <= track.Length)
            {
                first = Math.Clamp(first, line.Length / 2, track.Length - line.Length / 2);      // near a street's end
                if (first < begin || first > begin + length) continue;
            }
            for (int i = 0; i < count && line.Length <= track.Length; i++, number++)
            {
                double middle = first + i * spacing;
                (float x, float y, _) = track.At(middle);
                int anchorX = track.OriginX + (int)MathF.Round(x * view.UnitsPerPixel), anchorY = track.OriginY + (int)MathF.Round(y * view.UnitsPerPixel);
                if (anchorX < 0 || anchorX > _region.MaxX || anchorY < 0 || anchorY > _region.MaxY) continue;
                if (line.Lay(track, middle, (x, y), mostAngle, layer.KeepUpright.Evaluate(context), offset) is not { } glyphs) continue;
                Add(feature, context, number, anchorX, anchorY, glyphs, BoxesOf(glyphs, size, anchorX, anchorY, context), size, text, repeat);
            }
        }
    }

    // The name of a short piece stands around its middle and reaches over its neighbours; MapLibre joins the pieces first.
    private (Track Track, double Begin) Extended(LineContinuations continuations, string text, int feature, int part, double pixels)
    {
        (int[] positions, int begin) = continuations.Extend(text, feature, part, pixels * view.UnitsPerPixel);
        var track = new Track(positions, _pixelsPerUnit);
        return (track, track.LengthTo(begin));
    }

    private UnitBox[] BoxesOf(PlacedGlyph[] glyphs, float size, int anchorX, int anchorY, in EvaluationContext context)
    {
        var boxes = new UnitBox[glyphs.Length];
        for (int i = 0; i < glyphs.Length; i++)
        {
            // Around the middle of an em square that stands on the baseline.
            (float sine, float cosine) = MathF.SinCos(glyphs[i].Angle);
            float x = glyphs[i].X + size * (0.5f * cosine + 0.38f * sine), y = glyphs[i].Y + size * (0.5f * sine - 0.38f * cosine), half = size * 0.6f;
            boxes[i] = ToUnits(x - half, y - half, x + half, y + half).Move(anchorX, anchorY);
        }
        int padding = Padding(context, boxes.Aggregate((all, box) => all.Union(box)));
        return [.. boxes.Select(box => box.Grow(padding))];
    }

    private List<Track> Tracks(in SceneFeature feature)
    {
        var tracks = new List<Track>(feature.PartEnds.Length);
        for (int part = 0; part < feature.PartEnds.Length; part++)
        {
            ReadOnlySpan<int> line = Part(feature, part);
            if (feature.Kind == GeometryKind.Polygon) line = (int[])[.. line, line[0], line[1]];
            tracks.Add(new Track(line, _pixelsPerUnit));
        }
        return tracks;
    }

    private void Add(in SceneFeature feature, in EvaluationContext context, int number, int x, int y, PlacedGlyph[] glyphs, UnitBox[] boxes, float size, string text, int repeat)
    {
        UnitBox around = boxes[0];
        foreach (UnitBox box in boxes) around = around.Union(box);
        double opacity = layer.Opacity.Evaluate(context);
        var look = new LabelLook(size, layer.Color.Evaluate(context).WithOpacity(opacity), layer.HaloColor.Evaluate(context).WithOpacity(opacity),
            (float)Math.Min(layer.HaloWidth.Evaluate(context), size / 2), (float)layer.HaloBlur.Evaluate(context));
        // Letters may stick out of their line by part of an em, and the halo beyond.
        UnitBox ink = around.Grow((int)Math.Ceiling((look.Reach + size / 4) * view.UnitsPerPixel));
        into.Add(new LabelCandidate(new PlacedLabel(layer.Id, x, y, ink, glyphs, look), boxes, around)
        {
            Rank = rank,
            Band = layer.Bands.Of(layer.SortKey.Evaluate(context)),
            Hash = HashOf(feature.Id, x, y, number),
            Text = text,
            RepeatUnits = repeat,
            AllowOverlap = layer.AllowOverlap.Evaluate(context),
            IgnorePlacement = layer.IgnorePlacement.Evaluate(context),
        });
    }

    private ulong HashOf(ulong id, int x, int y, int number)
    {
        ulong place = Mix(Mix((ulong)GlobalX(x)) ^ (ulong)GlobalY(y));
        return id == 0 ? place ^ Mix((ulong)number) : (ulong)LabelOrder.Of(id) << 44 | (Mix(id) ^ Mix((ulong)number)) >> 20;
    }

    // A feature without an id is told by its place, counted from the origin of the CRS.
    private long GlobalX(int x) => (long)Math.Round(view.Box.MinX / view.Box.Width * view.WidthUnits) + x;

    private long GlobalY(int y) => (long)Math.Round(-view.Box.MaxY / view.Box.Height * view.HeightUnits) + y;

    // The finaliser of SplitMix64: neighbours' ids come to lie far apart.
    private static ulong Mix(ulong value)
    {
        value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
        value = (value ^ value >> 27) * 0x94d049bb133111eb;
        return value ^ value >> 31;
    }

    private FontFace FaceOf(in EvaluationContext context) => fonts.Find(layer.Fonts.Evaluate(context).AsSpan());

    // As far as the limit of a label's box leaves room for it; the limit is what a decision's reach is counted in.
    private int Padding(in EvaluationContext context, in UnitBox box)
    {
        double room = LabelPlacer.MostBoxPixels * view.UnitsPerPixel - Math.Max(box.MaxX - box.MinX, box.MaxY - box.MinY);
        return (int)Math.Max(0, Math.Min(Math.Ceiling(layer.Padding.Evaluate(context) * view.UnitsPerPixel), Math.Floor(room / 2)));
    }

    private UnitBox ToUnits(float left, float top, float right, float bottom) => new(
        (int)MathF.Floor(left * view.UnitsPerPixel), (int)MathF.Floor(top * view.UnitsPerPixel),
        (int)MathF.Ceiling(right * view.UnitsPerPixel), (int)MathF.Ceiling(bottom * view.UnitsPerPixel));

    private static ReadOnlySpan<int> Part(in SceneFeature feature, int part) =>
        feature.Coordinates[((part == 0 ? 0 : feature.PartEnds[part - 1]) * 2)..(feature.PartEnds[part] * 2)];

    private static float Part(ImmutableArray<double> pair, int index) => pair.Length == 2 ? (float)pair[index] : 0;
}
