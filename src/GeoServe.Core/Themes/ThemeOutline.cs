namespace GeoServe.Core.Themes;

/// <summary>Borders of another collection over a theme, so that people find their way.</summary>
/// <param name="Collection">Id of the collection.</param>
/// <param name="Labels">Its names; null for none.</param>
public sealed record ThemeOutline(string Collection, ThemeLabels? Labels);
