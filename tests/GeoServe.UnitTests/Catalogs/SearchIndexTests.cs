using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core;
using GeoServe.Core.Catalogs.Search;
using NUnit.Framework;

namespace GeoServe.UnitTests.Catalogs;

public class SearchIndexTests
{
    private static readonly SearchIndex s_index = new(
    [
        Record("districts", "重庆区县", "Districts of Chongqing", "规划", "base", "area"),
        Record("rain", "雨量站", "Rain gauges", "水利", "water", "point", "监测"),
        Record("flood", "山洪风险", "Flash flood risk", "水利", "water", "area"),
        Record("reservoirs", "水库", "Reservoirs", "水利", "water", "area"),
        Record("schools", "学校", "Schools", "教育", "services", "point"),
        new("notes", new LocalText("说明", "Notes"), new LocalText("重庆水库的说明", "About reservoirs"), "", "", "table", []),
    ]);

    [TestCase("重庆", "districts notes", Description = "a title before an abstract")]
    [TestCase("chongqing", "districts")]
    [TestCase("cq", "districts")]
    [TestCase("区", "districts")]
    [TestCase("ylz", "rain")]
    [TestCase("yuliang", "rain")]
    [TestCase("shuiku", "reservoirs")]
    [TestCase("水库", "reservoirs notes")]
    [TestCase("监测", "rain")]
    [TestCase("jiance", "rain")]
    [TestCase("FLOOD", "flood")]
    [TestCase("flo ri", "flood", Description = "beginnings of words, each of them")]
    [TestCase("ｒａｉｎ", "rain", Description = "full width")]
    [TestCase("shuili shanhong", "flood")]
    [TestCase("水利 学校", "")]
    [TestCase("loods", "")]
    [TestCase("!!", "")]
    public void Words_are_found_in_chinese_pinyin_and_english_the_best_first(string text, string expected) =>
        Assert.That(Ids(new SearchQuery(text)), Is.EqualTo(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Test]
    public void Without_a_text_the_list_keeps_its_order() => Assert.That(Ids(new SearchQuery(null)), Is.EqualTo((string[])["districts", "rain", "flood", "reservoirs", "schools", "notes"]));

    [Test]
    public void Conditions_are_joined_and_each_count_leaves_its_own_condition_out()
    {
        SearchResult result = s_index.Find(new SearchQuery(null, Department: "水利", Kind: "area"));

        Assert.That(result.Found.Select(i => s_index.Records[i].Id), Is.EqualTo((string[])["flood", "reservoirs"]));
        Assert.That(result.Facets.Kinds, Is.EqualTo((KeyValuePair<string, int>[])[new("area", 2), new("point", 1)]));
        Assert.That(result.Facets.Departments, Is.EqualTo((KeyValuePair<string, int>[])[new("水利", 2), new("规划", 1)]));
        Assert.That(result.Facets.Subjects, Is.EqualTo((KeyValuePair<string, int>[])[new("water", 2)]));
    }

    [Test]
    public void Every_record_is_found_by_its_whole_title() =>
        Prop.ForAll(Gen.Elements("重庆区县长江abzAZ019 -（Ｂé".ToCharArray()).ArrayOf().ToArbitrary(), characters =>
        {
            string title = new(characters);
            SearchIndex index = new([Record("it", title, "x", "", "", "area")]);
            bool isFound = title.Any(char.IsLetterOrDigit) || string.IsNullOrWhiteSpace(title);      // of signs alone: found nowhere
            return index.Find(new SearchQuery(title)).Found.Length == (isFound ? 1 : 0);
        }).QuickCheckThrowOnFailure();

    private static string[] Ids(SearchQuery query) => [.. s_index.Find(query).Found.Select(i => s_index.Records[i].Id)];

    private static CatalogRecord Record(string id, string zh, string en, string department, string subject, string kind, params string[] keywords) =>
        new(id, new LocalText(zh, en), LocalText.Of(""), department, subject, kind, [.. keywords]);
}
