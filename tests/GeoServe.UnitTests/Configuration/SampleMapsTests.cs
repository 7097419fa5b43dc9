using GeoServe.Core;
using GeoServe.Core.Themes;
using GeoServe.Server.Configuration;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Configuration;

/// <summary>The maps of the sample city: each tells people what it is, and answers a question of its own.</summary>
public class SampleMapsTests
{
    private static readonly string[] Subjects =
        ["base", "population", "planning", "ecology", "water", "hazards", "flood", "fire", "transport", "services", "economy", "housing", "governance", "heritage", "emergency"];

    private static readonly List<MapOptions> Maps = ConfigurationFolder.Read(RepositoryFolder.PathOf("config"), new ConfigFaults()).Maps;

    [Test]
    public void There_are_a_hundred_and_more_over_all_subjects()
    {
        Assert.That(Maps, Has.Count.GreaterThanOrEqualTo(100));
        Assert.That(Maps.Select(map => map.Subject).Distinct(), Is.EquivalentTo(Subjects));
        Assert.That(Maps.GroupBy(map => map.Subject).Select(subject => subject.Count()), Is.All.GreaterThanOrEqualTo(4));
    }

    [Test]
    public void Each_says_in_both_languages_what_it_is_and_who_answers_for_it()
    {
        Assert.Multiple(() =>
        {
            foreach (MapOptions map in Maps)
            {
                foreach (LocalText text in (LocalText[])[map.Title, map.Abstract])
                {
                    Assert.That(text.Zh, Does.Match(@"[\u4e00-\u9fff]"), map.Id);
                    Assert.That(text.En, Does.Match("[A-Za-z]{3}").And.Not.Match(@"[\u4e00-\u9fff]"), map.Id);
                }
                Assert.That(map.Department, Is.Not.Empty, map.Id);
                Assert.That(map.Keywords, Is.Not.Empty, map.Id);
                Assert.That(map.Attribution, Is.Not.Empty, map.Id);
                Assert.That(map.MaxZoom, Is.GreaterThan(map.MinZoom).And.LessThanOrEqualTo(18), map.Id);
            }
        });
    }

    [Test]
    public void No_two_have_the_same_title()
    {
        Assert.That(Maps.Select(map => map.Title.Zh), Is.Unique);
        Assert.That(Maps.Select(map => map.Title.En), Is.Unique);
    }

    [Test]
    public void No_two_draw_the_same_of_a_collection_in_the_same_way()
    {
        string[] keys = [.. Maps.Where(map => map.Theme is not null).Select(map => map.Theme!.Recipe).Select(recipe =>
            $"{recipe.Collection}|{recipe.Attribute ?? recipe.Expression}|{recipe.Per}|{recipe.Method}|{(recipe.Method is ThemeMethod.Choropleth or ThemeMethod.Graduated ? recipe.Classify : null)}")];

        Assert.That(keys, Has.Length.GreaterThanOrEqualTo(100));
        Assert.That(keys, Is.Unique);
        // A recolouring of one attribute over and over would be no hundred maps either.
        Assert.That(keys.Select(key => string.Join('|', key.Split('|').Take(3))).Distinct().Count(), Is.GreaterThanOrEqualTo(keys.Length * 9 / 10));
    }

    [Test]
    public void Every_method_of_themes_is_shown_by_some_map() =>
        Assert.That(Maps.Where(map => map.Theme is not null).Select(map => map.Theme!.Recipe.Method).Distinct(), Is.EquivalentTo(Enum.GetValues<ThemeMethod>()));
}
