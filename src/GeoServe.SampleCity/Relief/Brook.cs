namespace GeoServe.SampleCity.Relief;

/// <summary>A brook between two meetings.</summary>
/// <param name="Cells">Of the relief, downstream; the last is where it ends in another.</param>
/// <param name="CatchmentKm2">Land that flows together above its end.</param>
/// <param name="IsSpring">True where it begins.</param>
internal sealed record Brook(List<int> Cells, double CatchmentKm2, bool IsSpring);
