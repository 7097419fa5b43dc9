namespace GeoServe.Core.Catalogs.Search;

/// <summary>What is asked of a list. Conditions are joined by "and".</summary>
/// <param name="Text">Words in Chinese, pinyin or English, parted by spaces, each to be found; null or empty: all.</param>
/// <param name="Department">Exactly this department; null: any.</param>
/// <param name="Kind">Exactly this kind; null: any.</param>
/// <param name="Subject">Exactly this subject; null: any.</param>
public readonly record struct SearchQuery(string? Text, string? Department = null, string? Kind = null, string? Subject = null);
