using System.Collections.Immutable;

namespace GeoServe.Core.Styles.MapLibre;

/// <summary>What came of reading a style.</summary>
/// <param name="Style">The style; null where a fault that is no warning was found.</param>
/// <param name="Faults">Faults and warnings, in the order of the text.</param>
public sealed record StyleReading(Style? Style, ImmutableArray<StyleFault> Faults);
