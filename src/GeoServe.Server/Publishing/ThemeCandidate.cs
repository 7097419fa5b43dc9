namespace GeoServe.Server.Publishing;

/// <summary>A theme that fits a layer.</summary>
/// <param name="Method">As recipes spell it; <c>plain</c> draws all features alike.</param>
/// <param name="Attribute">What it draws; null where it counts points, or draws all alike.</param>
/// <param name="Reason">Why it fits, for people.</param>
internal sealed record ThemeCandidate(string Method, string? Attribute, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => Attribute is null ? Method : $"{Method}:{Attribute}";
}
