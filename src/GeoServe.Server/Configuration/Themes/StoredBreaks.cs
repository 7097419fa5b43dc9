using GeoServe.Core.Themes;

namespace GeoServe.Server.Configuration.Themes;

/// <summary>One version of a theme's classes.</summary>
/// <param name="Version">From 1, one more for each decision.</param>
/// <param name="Fingerprint">Of what the recipe asked for: see <see cref="ThemePlan.Fingerprint"/>.</param>
/// <param name="Method">For people: how the classes were made.</param>
/// <param name="Revision">Of the collection's source when they were made.</param>
/// <param name="ComputedAt">When.</param>
/// <param name="Classes">The classes.</param>
internal sealed record StoredBreaks(int Version, string Fingerprint, string Method, ulong Revision, DateTimeOffset ComputedAt, ThemeClasses Classes);
