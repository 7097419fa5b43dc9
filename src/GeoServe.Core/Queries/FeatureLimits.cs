namespace GeoServe.Core.Queries;

/// <summary>Bounds of one answer with features.</summary>
/// <param name="MaxCount">Most features in one answer, whatever is asked for; the rest is on the next pages.</param>
/// <param name="DefaultCount">Features in one answer where no count is asked for.</param>
/// <param name="CountDeadline">How long the total may be counted; an answer that would wait longer says that it is unknown.</param>
public sealed record FeatureLimits(long MaxCount, long DefaultCount, TimeSpan CountDeadline);
