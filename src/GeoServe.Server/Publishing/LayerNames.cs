using GeoServe.Core.Catalogs.Search;
using GeoServe.Core.Features;
using GeoServe.Server.Configuration;

namespace GeoServe.Server.Publishing;

/// <summary>What a layer and its features are called.</summary>
internal static class LayerNames
{
    private const int LongestId = 60;
    private const int LongestLabel = 60;

    private static readonly string[] s_labels = ["name", "名称", "name_zh", "name_cn", "mc", "title", "标题", "label", "全称", "简称", "地名", "名字"];

    /// <summary>An id made of a name: Chinese in pinyin, all else than letters and digits a hyphen.</summary>
    public static string IdOf(string name)
    {
        string slug = Pinyin.Slug(name);
        if (slug.Length > LongestId) slug = slug[..LongestId].TrimEnd('-');
        return Identifiers.IsValid(slug) ? slug : "layer";
    }

    /// <summary>The attribute that names a feature for people; null where none looks like it.</summary>
    public static string? LabelOf(LayerFacts layer)
    {
        ColumnFacts[] texts = [.. layer.Columns.Where(facts => facts.Column.Kind == ValueKind.Text && facts.Values * 2 > layer.Rows && facts.LongestText <= LongestLabel)];
        ColumnFacts? named = s_labels.Select(label => Array.Find(texts, facts => facts.Column.Name.Equals(label, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(facts => facts is not null)
            ?? Array.Find(texts, facts => facts.Column.Name.Contains("name", StringComparison.OrdinalIgnoreCase) || facts.Column.Name.Contains("名称", StringComparison.Ordinal));
        return (named ?? texts.Where(facts => facts.LongestText > 1 && facts.Uniqueness > 0.9).MinBy(facts => facts.LongestText))?.Column.Name;
    }
}
