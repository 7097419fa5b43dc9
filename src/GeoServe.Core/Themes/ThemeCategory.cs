namespace GeoServe.Core.Themes;

/// <summary>One value of a kind.</summary>
/// <param name="Value">As text.</param>
/// <param name="Count">How many features have it.</param>
public sealed record ThemeCategory(string Value, long Count);
