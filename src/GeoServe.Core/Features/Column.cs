namespace GeoServe.Core.Features;

/// <summary>One attribute of a collection; the geometry is none.</summary>
/// <param name="Name">As the source spells it.</param>
/// <param name="Kind">What its values are; where a source mixes them, <see cref="ValueKind.Text"/>.</param>
/// <param name="Nullable">True when a value may be missing.</param>
public sealed record Column(string Name, ValueKind Kind, bool Nullable = true);
