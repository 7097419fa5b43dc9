namespace GeoServe.Rendering.Labels;

/// <summary>A label that may be drawn, and its place in the order of precedence.</summary>
/// <param name="Label">What would be drawn.</param>
/// <param name="Boxes">What it keeps free, in scene units: one box, or one for each letter along a line.</param>
/// <param name="Around">Around all boxes.</param>
internal sealed record LabelCandidate(PlacedLabel Label, UnitBox[] Boxes, UnitBox Around) : IComparable<LabelCandidate>
{
    /// <summary>Layers that are drawn later come first.</summary>
    public required int Rank { get; init; }

    /// <summary>0 to 7: the sort key's class.</summary>
    public required int Band { get; init; }

    /// <summary>By chance, but the same everywhere: an order that ran through space would lose most labels.</summary>
    public required ulong Hash { get; init; }

    /// <summary>What is written; the same text is not written again nearer than <see cref="RepeatUnits"/>.</summary>
    public required string Text { get; init; }

    /// <summary>Scene units from this anchor within which the layer writes the same text only once; 0 for no such rule.</summary>
    public required int RepeatUnits { get; init; }

    /// <summary>All that a rival may lie in: the boxes, and half of the distance of repeats around the anchor.</summary>
    public UnitBox Claim => RepeatUnits == 0 ? Around : Around.Union(new UnitBox(Label.X, Label.Y, Label.X, Label.Y).Grow((RepeatUnits + 1) / 2));

    /// <summary>Drawn whatever stands there.</summary>
    public required bool AllowOverlap { get; init; }

    /// <summary>Keeps no room free.</summary>
    public required bool IgnorePlacement { get; init; }

    /// <inheritdoc/>
    public int CompareTo(LabelCandidate? other)
    {
        if (other is null) return -1;
        int order = Rank.CompareTo(other.Rank);
        if (order == 0) order = Band.CompareTo(other.Band);
        if (order == 0) order = Hash.CompareTo(other.Hash);
        if (order == 0) order = Label.Y.CompareTo(other.Label.Y);
        return order == 0 ? Label.X.CompareTo(other.Label.X) : order;
    }

    /// <summary>True when only one of both may be drawn: their boxes overlap, or they say the same too near to each other.</summary>
    public bool Overlaps(LabelCandidate other)
    {
        if (Repeats(other)) return true;
        if (!Around.Overlaps(other.Around)) return false;
        foreach (ref readonly UnitBox mine in Boxes.AsSpan())
        {
            foreach (ref readonly UnitBox theirs in other.Boxes.AsSpan())
            {
                if (mine.Overlaps(theirs)) return true;
            }
        }
        return false;
    }

    private bool Repeats(LabelCandidate other)
    {
        if (RepeatUnits == 0 || Rank != other.Rank || Text != other.Text) return false;
        long x = Label.X - other.Label.X, y = Label.Y - other.Label.Y, least = Math.Min(RepeatUnits, other.RepeatUnits);
        return x * x + y * y < least * least;
    }
}
