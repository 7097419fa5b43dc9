namespace GeoServe.Indexing.Building;

/// <summary>How far the build of an index is.</summary>
/// <param name="Step">What is being done: "reading", "sorting", or "zoom 9".</param>
/// <param name="Rows">Rows read so far.</param>
/// <param name="Fraction">0 to 1, a rough guess.</param>
public readonly record struct IndexProgress(string Step, long Rows, double Fraction);
