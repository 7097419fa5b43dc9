namespace GeoServe.Sources.Files;

/// <summary>A row that may meet a box.</summary>
/// <param name="Index">Of the row.</param>
/// <param name="IsSure">True when it does; false when its geometry has to tell.</param>
internal readonly record struct RowCandidate(long Index, bool IsSure);
