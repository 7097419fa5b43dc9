using GeoServe.Core.Features;

namespace GeoServe.Core.Queries;

/// <summary>The first and the last time of some features, both included.</summary>
/// <param name="Start">A day or an instant in UTC.</param>
/// <param name="End">A day or an instant in UTC, not before <paramref name="Start"/>.</param>
public readonly record struct TimeRange(Value Start, Value End);
