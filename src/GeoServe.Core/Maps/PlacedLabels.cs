namespace GeoServe.Core.Maps;

/// <summary>The labels of one block, decided: what a placer makes and the encoder of the same assembly draws. Immutable.</summary>
public abstract class PlacedLabels
{
    /// <summary>About how much memory it takes, in bytes.</summary>
    public abstract long SizeBytes { get; }
}
