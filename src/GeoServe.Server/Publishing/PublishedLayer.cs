namespace GeoServe.Server.Publishing;

/// <summary>One layer, ready to be published.</summary>
/// <param name="Id">Of its collection and its map.</param>
/// <param name="Title">For people.</param>
/// <param name="Layer">Where it comes from.</param>
/// <param name="Facts">What was found in it.</param>
/// <param name="Crs">The CRS to write to the configuration; null where the file says it.</param>
/// <param name="Key">The column of unique values; null takes the file's own, or numbers the rows.</param>
/// <param name="Label">The attribute that names a feature.</param>
/// <param name="Theme">How it is drawn.</param>
/// <param name="Candidates">How it could be drawn.</param>
/// <param name="Notes">What was guessed, and what is wrong with some rows.</param>
internal sealed record PublishedLayer(
    string Id, string Title, LayerFile Layer, LayerFacts Facts, string? Crs, string? Key, string? Label, ThemeCandidate Theme, IReadOnlyList<ThemeCandidate> Candidates, IReadOnlyList<string> Notes);
