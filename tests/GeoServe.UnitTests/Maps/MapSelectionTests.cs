using System.Collections.Immutable;
using GeoServe.Core;
using GeoServe.Core.Catalogs;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Maps;

/// <summary>A map of two collections: zones (name, level as a number, day) and gauges (name, level as a text, at).</summary>
public sealed class MapSelectionTests
{
    private static readonly Collection Zones = Collection("zones", "day", new("name", ValueKind.Text), new("level", ValueKind.Integer), new("day", ValueKind.Date));
    private static readonly Collection Gauges = Collection("gauges", "at", new("name", ValueKind.Text), new("code", ValueKind.Text), new("at", ValueKind.Instant));
    private static readonly Map Both = TestMaps.Map("m", [Zones, Gauges], TestMaps.Style(collection: "zones"));

    [Test]
    public void Nothing_asked_is_no_selection()
    {
        Assert.That(MapSelection.Of(Both, null, null, null), Is.Null);
        Assert.That(MapSelection.Of(Both, "", "", null), Is.Null);
    }

    [Test]
    public void A_filter_is_for_the_collections_that_have_all_it_names()
    {
        MapSelection selection = MapSelection.Of(Both, "level > 3", null, null)!;
        Assert.That((selection.ConditionOf("zones") is null, selection.ConditionOf("gauges") is null), Is.EqualTo((false, true)));

        selection = MapSelection.Of(Both, "name = 'a'", null, null)!;
        Assert.That((selection.ConditionOf("zones") is null, selection.ConditionOf("gauges") is null), Is.EqualTo((false, false)));

        selection = MapSelection.Of(Both, "S_INTERSECTS(geometry, POINT(1 2))", null, null)!;
        Assert.That((selection.ConditionOf("zones") is null, selection.ConditionOf("gauges") is null), Is.EqualTo((false, false)));
    }

    [TestCase("levle > 3", "did you mean 'level'?")]
    [TestCase("level = 1 AND code = 'x'", "no collection has all of level, code")]
    public void A_filter_that_no_collection_can_answer_is_refused(string filter, string part)
    {
        var refusal = Assert.Throws<RequestException>(() => MapSelection.Of(Both, filter, null, null));

        Assert.That((refusal!.Parameter, refusal.Message), Is.EqualTo(("filter", refusal.Message)));
        Assert.That(refusal.Message, Does.Contain(part));
    }

    [Test]
    public void Spellings_of_one_selection_have_one_text_and_different_selections_have_different_ones()
    {
        string text(string? filter, string? time = null, string? properties = null) => MapSelection.Of(Both, filter, time, properties)!.Text;

        Assert.That(text("level = 1.0 AND name = 'a'", "2024-05-01/2024-05-01", "name,level"), Is.EqualTo(text("name='a' and 1=level", "2024-05-01", " level , name,level")));
        string[] different =
        [
            text("level = 1"), text("level = 2"), text(null, "2024-05-01"), text("level = 1", "2024-05-01"), text(null, null, "name"), text(null, null, ""),
            text("name = '&time=2024-05-01'"), text("name = 'x'", "2024-05-01"), text("name = 'x&time=2024-05-01'"), text("day = '2024-05-01'"),
        ];
        Assert.That(different, Is.Unique.And.None.Empty);
    }

    [Test]
    public void A_time_is_for_each_collection_that_has_one()
    {
        MapSelection selection = MapSelection.Of(Both, "level = 1", "2024-05-01/..", null)!;
        Assert.That((selection.ConditionOf("zones") is null, selection.ConditionOf("gauges") is null), Is.EqualTo((false, false)));

        Map timeless = TestMaps.Map("t", [Zones with { TimeColumn = null }], TestMaps.Style(collection: "zones"));
        Assert.That(() => MapSelection.Of(timeless, null, "2024-05-01", null), Throws.TypeOf<RequestException>().With.Message.Contains("Map 't' has no time"));
    }

    [Test]
    public void Attributes_are_chosen_among_those_that_tiles_carry()
    {
        MapSelection selection = MapSelection.Of(Both, null, null, "level")!;
        Assert.That((selection.Carries("level"), selection.Carries("name")), Is.EqualTo((true, false)));
        Assert.That(MapSelection.Of(Both, null, null, "")!.Carries("level"), Is.False);
        Assert.That(() => MapSelection.Of(Both, null, null, "name,lvel"), Throws.TypeOf<RequestException>().With.Message.Contains("did you mean 'level'?").And.Property("Parameter").EqualTo("properties"));

        var few = new Map("m", [Zones], [TestMaps.Style(collection: "zones")], [], 0, 18, Box.Empty)
        {
            Title = LocalText.Of("m"),
            Abstract = LocalText.Of(""),
            CarriedAttributes = new Dictionary<string, ImmutableArray<string>> { ["zones"] = ["name"] },
        };
        Assert.That(() => MapSelection.Of(few, null, null, "level"), Throws.TypeOf<RequestException>());
        Assert.That(MapSelection.Of(few, "level = 1", null, "name"), Is.Not.Null, "what is not carried can be asked for all the same");
    }

    [Test]
    public void A_selection_that_was_read_is_read_once_for_a_catalog()
    {
        var selections = new MapSelections();
        var first = new Catalog([Zones, Gauges], [Both]);
        MapSelection once = selections.Find(first, Both, "level = 1", null, null)!;

        Assert.That(selections.Find(first, Both, "level = 1", null, null), Is.SameAs(once));
        Assert.That(selections.Find(first, Both, "level = 2", null, null), Is.Not.SameAs(once));
        Assert.That(selections.Find(new Catalog([Zones, Gauges], [Both]), Both, "level = 1", null, null), Is.Not.SameAs(once));
        Assert.That(selections.Find(first, Both, null, null, null), Is.Null);
    }

    private static Collection Collection(string id, string time, params Column[] columns)
    {
        var schema = new FeatureSchema([.. columns], null, "geom", ShapeType.Geometry, Crs.Epsg4326);
        return new Collection(id, LocalText.Of(id), LocalText.Of(""), schema, new FakeSource(schema), new Box(-180, -85, 180, 85), null) { TimeColumn = time };
    }
}
