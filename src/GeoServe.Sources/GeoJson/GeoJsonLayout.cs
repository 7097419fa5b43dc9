namespace GeoServe.Sources.GeoJson;

/// <summary>Where the key of a file's features comes from.</summary>
/// <param name="FirstProperty">1 where the first column is no property: the feature's id or the number of the row; else 0.</param>
/// <param name="NumbersRows">True where the first column is the number of the row.</param>
internal sealed record GeoJsonLayout(int FirstProperty, bool NumbersRows);
