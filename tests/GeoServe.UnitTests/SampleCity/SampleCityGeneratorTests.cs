using GeoServe.Core.Features;
using GeoServe.SampleCity;
using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NUnit.Framework;

namespace GeoServe.UnitTests.SampleCity;

public class SampleCityGeneratorTests
{
    private RecordingStore _city = null!;

    [OneTimeSetUp]
    public async Task Grow() => _city = await SmallCity.TablesAsync();

    [TestCase("districts", 2), TestCase("townships", 30), TestCase("watersheds", 300), TestCase("hillslopes", 300), TestCase("unstable_rocks", 300)]
    [TestCase("community_zones", 300), TestCase("roads", 1_200), TestCase("buildings", 4_000), TestCase("facilities", 300)]
    [TestCase("rain_gauges", 300), TestCase("rain_daily", 300 * 365), TestCase("rain_minute", 300 * 1_440), TestCase("feedback", 9_600)]
    public void Each_table_has_its_number_of_rows_and_at_least_300_where_it_scales(string table, int rows)
    {
        Assert.That(_city.Tables[table].Rows, Has.Count.EqualTo(rows));
        Assert.That(_city.Tables[table].IsComplete, Is.True);
    }

    [Test]
    public void No_scaling_table_has_fewer_than_300_rows()
    {
        string[] fixedTables = ["districts", "townships", "township_indicators", "township_seats", "villages", "places"];
        foreach ((string name, RecordingStore.Table table) in _city.Tables)
        {
            if (!fixedTables.Contains(name) && name != "rivers") Assert.That(table.Rows, Has.Count.GreaterThanOrEqualTo(300), name);
        }
    }

    [Test]
    public void All_villages_of_the_districts_are_there_with_their_codes()
    {
        var codes = _city.Tables["villages"].Rows.Select(row => Text("villages", row, "code")).ToHashSet();

        Assert.That(codes, Is.EquivalentTo(SmallCity.Part.Villages.Select(village => village.Code)));
    }

    [TestCase("districts"), TestCase("townships"), TestCase("watersheds"), TestCase("hillslopes"), TestCase("community_zones"), TestCase("landuse")]
    public void A_layer_of_areas_is_a_valid_coverage(string table)
    {
        Geometry[] areas = [.. _city.Tables[table].Rows.Select(row => row.Geometry!)];

        Assert.That(areas.Where(area => !area.IsValid), Is.Empty);
        Assert.That(CoverageValidator.Validate(areas).Where(fault => fault is { IsEmpty: false }), Is.Empty);
    }

    [TestCase("townships"), TestCase("watersheds"), TestCase("hillslopes"), TestCase("landuse")]
    public void A_layer_fills_each_district_to_the_last_square_step(string table)
    {
        foreach (RecordingStore.Row district in _city.Tables["districts"].Rows)
        {
            string code = Text("districts", district, "adcode");
            Int128 whole = DoubleArea(district.Geometry!), parts = 0;
            foreach (RecordingStore.Row row in _city.Tables[table].Rows)
            {
                if (Text(table, row, "district_code") == code) parts += DoubleArea(row.Geometry!);
            }

            Assert.That(parts, Is.EqualTo(whole), code);
        }
    }

    [Test]
    public void A_watershed_is_made_of_its_hillslopes()
    {
        var slopes = _city.Tables["hillslopes"].Rows.ToLookup(row => _city.Tables["hillslopes"].ValueOf(row, "watershed_id").AsInteger());
        foreach (RecordingStore.Row watershed in _city.Tables["watersheds"].Rows)
        {
            Int128 parts = 0;
            foreach (RecordingStore.Row slope in slopes[watershed.Id]) parts += DoubleArea(slope.Geometry!);

            Assert.That(parts, Is.EqualTo(DoubleArea(watershed.Geometry!)), $"watershed {watershed.Id}");
        }
    }

    [Test]
    public void A_district_keeps_the_positions_of_its_real_border()
    {
        foreach (RecordingStore.Row district in _city.Tables["districts"].Rows)
        {
            var seed = SmallCity.Part.Districts.Single(real => real.Code == Text("districts", district, "adcode"));
            var positions = district.Geometry!.Coordinates.Select(c => (Steps(c.X), Steps(c.Y))).ToHashSet();
            foreach (int[] ring in seed.Rings)
            {
                for (int i = 0; i < ring.Length; i += 2) Assert.That(positions, Does.Contain(((long)ring[i], (long)ring[i + 1])));
            }
        }
    }

    [Test]
    public void A_village_lies_in_its_township()
    {
        var townships = _city.Tables["townships"].Rows.ToDictionary(
            row => Text("townships", row, "code"), row => PreparedGeometryFactory.Prepare(row.Geometry!));
        foreach (RecordingStore.Row village in _city.Tables["villages"].Rows)
            Assert.That(townships[Text("villages", village, "township_code")].Covers(village.Geometry!), Is.True, Text("villages", village, "name"));
    }

    [Test]
    public void From_each_road_one_comes_to_each_other_road()
    {
        var roads = _city.Tables["roads"];
        var next = new Dictionary<long, List<long>>();
        foreach (RecordingStore.Row row in roads.Rows)
        {
            long from = roads.ValueOf(row, "from_node").AsInteger(), to = roads.ValueOf(row, "to_node").AsInteger();
            (next.TryGetValue(from, out var some) ? some : next[from] = []).Add(to);
            (next.TryGetValue(to, out some) ? some : next[to] = []).Add(from);
        }
        var reached = new HashSet<long>();
        var pending = new Stack<long>([next.Keys.First()]);
        while (pending.TryPop(out long node))
        {
            if (!reached.Add(node)) continue;
            foreach (long other in next[node]) pending.Push(other);
        }

        Assert.That(reached, Has.Count.EqualTo(next.Count));
    }

    [Test]
    public void Roads_that_share_a_node_share_its_position()
    {
        var roads = _city.Tables["roads"];
        var places = new Dictionary<long, Coordinate>();
        foreach (RecordingStore.Row row in roads.Rows)
        {
            Coordinate[] line = row.Geometry!.Coordinates;
            foreach ((string column, Coordinate end) in new[] { ("from_node", line[0]), ("to_node", line[^1]) })
            {
                long node = roads.ValueOf(row, column).AsInteger();
                Assert.That(places.GetValueOrDefault(node, end), Is.EqualTo(end));
                places[node] = end;
            }
        }
    }

    [Test]
    public void Buildings_are_valid_and_stand_on_no_street()
    {
        var streets = new NetTopologySuite.Index.Strtree.STRtree<Geometry>();
        foreach (RecordingStore.Row row in _city.Tables["roads"].Rows) streets.Insert(row.Geometry!.EnvelopeInternal, row.Geometry);
        foreach (RecordingStore.Row row in _city.Tables["buildings"].Rows)
        {
            Assert.That(row.Geometry!.IsValid, Is.True);
            foreach (Geometry street in streets.Query(row.Geometry.EnvelopeInternal))
                Assert.That(street.Intersects(row.Geometry), Is.False, $"building {row.Id}: {row.Geometry} {street}");
        }
    }

    [Test]
    public void Townships_have_at_least_60_indicators_and_share_out_their_district_s_people()
    {
        var indicators = _city.Tables["township_indicators"];
        long people = indicators.Rows.Where(row => Text("township_indicators", row, "code").StartsWith("500103", StringComparison.Ordinal))
            .Sum(row => indicators.ValueOf(row, "population").AsInteger());

        Assert.That(indicators.Schema.Columns.Count(column => column.Kind is ValueKind.Integer or ValueKind.Real) - 1, Is.GreaterThanOrEqualTo(60));
        Assert.That(indicators.Schema.GeometryName, Is.Null);
        // Two numbers a township are cut to whole people.
        Assert.That(people, Is.InRange(589_000 - 2 * 11, 589_000));
    }

    [Test]
    public void The_newest_day_of_a_gauge_is_the_sum_of_its_minutes()
    {
        var minutes = _city.Tables["rain_minute"];
        double[] sums = new double[301];
        foreach (RecordingStore.Row row in minutes.Rows) sums[minutes.ValueOf(row, "gauge_id").AsInteger()] += minutes.ValueOf(row, "mm").AsNumber();
        var gauges = _city.Tables["rain_gauges"];
        foreach (RecordingStore.Row row in gauges.Rows) Assert.That(gauges.ValueOf(row, "rain_24h").AsNumber(), Is.EqualTo(sums[row.Id]).Within(0.051));
        Assert.That(sums.Max(), Is.GreaterThan(0));
    }

    [Test]
    public async Task The_same_seed_gives_the_same_bytes_and_another_one_others()
    {
        Assert.That((await SmallCity.GrowAsync(seed: 1)).Hash, Is.EqualTo(_city.Hash));
        Assert.That((await SmallCity.GrowAsync(seed: 2)).Hash, Is.Not.EqualTo(_city.Hash));
    }

    [Test]
    public void Progress_never_goes_back_and_ends_at_the_whole()
    {
        Assert.That(SmallCity.Told.Select(told => told.Fraction), Is.Ordered);
        Assert.That(SmallCity.Told[^1].Fraction, Is.EqualTo(1));
    }

    [TestCase(0), TestCase(-1), TestCase(1.01), TestCase(double.NaN)]
    public void A_scale_that_is_not_above_0_and_at_most_1_is_refused(double scale)
    {
        var generator = new SampleCityGenerator(SmallCity.Part, new SampleCityOptions { Scale = scale });

        Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => generator.WriteAsync(new RecordingStore(), new Progress<SampleProgress>(), CancellationToken.None));
    }

    private string Text(string table, RecordingStore.Row row, string column) => _city.Tables[table].ValueOf(row, column).AsText();

    private static long Steps(double degrees) => (long)Math.Round(degrees * 1e7);

    // Twice the area in square steps of 1e-7 degree: whole numbers, so equality is exact.
    private static Int128 DoubleArea(Geometry geometry)
    {
        Int128 sum = 0;
        for (int g = 0; g < geometry.NumGeometries; g++)
        {
            var polygon = (Polygon)geometry.GetGeometryN(g);
            sum += Int128.Abs(OfRing(polygon.ExteriorRing));
            foreach (LineString hole in polygon.InteriorRings) sum -= Int128.Abs(OfRing(hole));
        }
        return sum;

        static Int128 OfRing(LineString ring)
        {
            Int128 area = 0;
            Coordinate[] c = ring.Coordinates;
            for (int i = 0; i + 1 < c.Length; i++) area += (Int128)Steps(c[i].X) * Steps(c[i + 1].Y) - (Int128)Steps(c[i + 1].X) * Steps(c[i].Y);
            return area;
        }
    }
}
