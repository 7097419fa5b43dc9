using GeoServe.Core.Catalogs;
using GeoServe.Core.Features;
using NUnit.Framework;

namespace GeoServe.UnitTests.Catalogs;

public class FeatureRankTests
{
    [Test]
    public void A_number_is_its_own_rank() => Assert.That(new FeatureRank("population", []).Of(Value.Of(38L)), Is.EqualTo(38));

    [Test]
    public void What_is_no_number_has_none() => Assert.That(new FeatureRank("population", []).Of(Value.Of("many")), Is.NaN);

    [TestCase("motorway", 0), TestCase("trunk", -1)]
    public void A_value_of_the_order_ranks_by_its_place(string value, double rank) =>
        Assert.That(new FeatureRank("class", ["motorway", "trunk"]).Of(Value.Of(value)), Is.EqualTo(rank));

    [Test]
    public void What_is_not_in_the_order_comes_last()
    {
        var rank = new FeatureRank("class", ["motorway"]);

        Assert.That(rank.Of(Value.Of("path")), Is.NaN);
        Assert.That(rank.Of(Value.Null), Is.NaN);
    }
}
