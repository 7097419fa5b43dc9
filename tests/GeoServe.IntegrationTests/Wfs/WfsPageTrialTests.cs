using System.Globalization;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Wfs;

/// <summary>Pages: how many there are, and where to go on. Trials made from public bug reports of other servers: see <see cref="WfsTrialData"/>.</summary>
public sealed class WfsPageTrialTests
{
    private static WfsTrialServer Server => WfsTrialData.Server;

    [TestCase("count=5", "12", "5", true, false)]
    [TestCase("count=5&startIndex=10", "12", "2", false, true)]
    [TestCase("count=0", "12", "0", false, false)]
    [TestCase("startIndex=12", "12", "0", false, true)]
    public async Task T006_a_page_says_how_many_there_are_and_where_to_go_on(string query, string matched, string returned, bool next, bool previous)
    {
        WfsTrialAnswer answer = await Server.GetAsync($"typeNames=places&{query}");

        Assert.That((answer.Matched, answer.Returned, answer.Ids.Length), Is.EqualTo((matched, returned, int.Parse(returned, CultureInfo.InvariantCulture))));
        Assert.That((answer.Next is not null, answer.Previous is not null), Is.EqualTo((next, previous)));
    }

    [Test]
    public async Task T006_hits_are_not_cut_by_a_count_and_lead_to_the_first_page()
    {
        WfsTrialAnswer hits = await Server.GetAsync("typeNames=places&resultType=hits&count=5");
        WfsTrialAnswer first = await Server.FollowAsync(hits.Next!);

        Assert.That((hits.Matched, hits.Returned, hits.Ids.Length, hits.Previous), Is.EqualTo(("12", "0", 0, (string?)null)));
        Assert.That(first.Ids[0], Is.EqualTo("places.1"));
        Assert.That(first.Ids, Has.Length.EqualTo(5));
    }

    [Test]
    public async Task T006_the_limit_of_the_server_cuts_features_and_not_their_number()
    {
        WfsTrialServer limited = await WfsTrialServer.StartAsync([("places", WfsTrialData.Places)], maxCount: 7);

        Assert.That((await limited.GetAsync("typeNames=places&resultType=hits")).Matched, Is.EqualTo("12"));
        WfsTrialAnswer answer = await limited.GetAsync("typeNames=places&count=100");
        Assert.That((answer.Matched, answer.Returned, answer.Ids.Length), Is.EqualTo(("12", "7", 7)));
    }

    [Test]
    public async Task Following_next_and_previous_gives_each_feature_once([Range(1, 6)] int count)
    {
        var ids = new List<string>();
        WfsTrialAnswer page = await Server.GetAsync($"typeNames=places&count={count}");
        ids.AddRange(page.Ids);
        while (page.Next is not null) ids.AddRange((page = await Server.FollowAsync(page.Next)).Ids);
        var back = new List<string>(page.Ids);
        while (page.Previous is not null) back.InsertRange(0, (page = await Server.FollowAsync(page.Previous)).Ids);

        Assert.That(ids, Is.EqualTo(Enumerable.Range(1, 12).Select(i => $"places.{i}")));
        Assert.That(back, Is.EqualTo(ids));
    }
}
