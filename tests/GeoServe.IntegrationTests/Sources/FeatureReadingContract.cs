using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>What reading from every source of features comes to, whatever is behind it and whoever wrote it.</summary>
/// <remarks>
/// The source has twelve rows, P01 to P12 on a grid of 4 x 3 (114.05 to 114.35, 30.05 to 30.25), written in reverse order, with the key <c>id</c>; row 11
/// has no geometry and row 12 an empty one.
/// </remarks>
public abstract class FeatureReadingContract
{
    private static readonly string[] Ids = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];

    private IFeatureSource _places = null!;
    private FeatureSchema _schema = null!;

    /// <summary>Writes the rows, and opens the source over them.</summary>
    protected abstract Task<IFeatureSource> OpenPlacesAsync();

    /// <summary>A source whose file or server is not there.</summary>
    protected abstract IFeatureSource OpenGone();

    /// <summary>The source over the rows.</summary>
    protected IFeatureSource PlacesSource => _places;

    [OneTimeSetUp]
    public async Task Load()
    {
        _places = await OpenPlacesAsync();
        _schema = await _places.ReadSchemaAsync(default);
    }

    [OneTimeTearDown]
    public async Task Close() => await _places.DisposeAsync();

    [Test]
    public async Task Rows_come_in_the_order_of_the_key() =>
        Assert.That(await Row.ReadIdsAsync(_places, FeatureQuery.All), Is.EqualTo(Ids));

    [TestCase(114.1, 30.0, 114.3, 30.1, "2 3")]
    [TestCase(114.15, 30.05, 114.25, 30.05, "2 3", TestName = "A_side_belongs_to_the_box")]
    [TestCase(114.35, 30.05, 180, 90, "4 8", TestName = "A_corner_belongs_to_the_box")]
    [TestCase(-180, -90, 180, 90, "1 2 3 4 5 6 7 8 9 10", TestName = "No_box_meets_a_row_without_place")]
    [TestCase(0, 0, 1, 1, "")]
    [TestCase(double.NegativeInfinity, double.NegativeInfinity, double.PositiveInfinity, double.PositiveInfinity, "1 2 3 4 5 6 7 8 9 10")]
    public async Task A_box_gives_what_meets_it(double minX, double minY, double maxX, double maxY, string ids)
    {
        FeatureQuery query = FeatureQuery.All with { Box = new Box(minX, minY, maxX, maxY) };

        Assert.That(string.Join(' ', await Row.ReadIdsAsync(_places, query)), Is.EqualTo(ids));
        Assert.That(await _places.CountAsync(query, default), Is.EqualTo(ids.Length == 0 ? 0 : ids.Split(' ').Length));
    }

    [Test]
    public async Task An_empty_box_meets_nothing() =>
        Assert.That(await Row.ReadIdsAsync(_places, FeatureQuery.All with { Box = Box.Empty }), Is.Empty);

    [Test]
    public async Task Ids_give_their_rows_once_and_unknown_ones_none()
    {
        FeatureQuery query = FeatureQuery.All with { Ids = ["7", "3", "3", "999", "007", "+3", "abc", "", "9223372036854775808", "1') OR ('1'='1", "\0"] };

        Assert.That(await Row.ReadIdsAsync(_places, query), Is.EqualTo((string[])["3", "7"]));
        Assert.That(await _places.CountAsync(query, default), Is.EqualTo(2));
    }

    [Test]
    public async Task No_ids_give_no_row() => Assert.That(await Row.ReadIdsAsync(_places, FeatureQuery.All with { Ids = [] }), Is.Empty);

    [Test]
    public async Task An_attribute_condition_is_held_whatever_columns_are_asked_for()
    {
        FeatureQuery query = FeatureQuery.All with { Filter = TextIs("kind", "A"), Columns = [ColumnOf("name")], WithGeometry = false };

        Assert.That(await Row.ReadIdsAsync(_places, query), Is.EqualTo((string[])["1", "4", "7", "10"]));
        Assert.That(await _places.CountAsync(query with { Offset = 1, Limit = 1 }, default), Is.EqualTo(4));
    }

    [Test]
    public async Task Conditions_are_joined_by_and()
    {
        FeatureQuery query = FeatureQuery.All with { Filter = TextIs("kind", "A"), Box = new Box(114, 30.1, 115, 31), Ids = ["1", "7", "10", "2"] };

        Assert.That(await Row.ReadIdsAsync(_places, query), Is.EqualTo((string[])["7", "10"]));
    }

    [Test]
    public async Task Columns_come_in_the_order_in_which_they_are_asked_for()
    {
        Row row = (await Row.ReadAllAsync(_places, FeatureQuery.All with { Columns = [ColumnOf("n"), ColumnOf("名称"), ColumnOf("id"), ColumnOf("n")], Ids = ["2"] }))[0];

        Assert.That(row.Values, Is.EqualTo((Value[])[Value.Of(1L), Value.Of("重庆2"), Value.Of(2L), Value.Of(1L)]));
    }

    [Test]
    public async Task Geometry_stays_away_where_it_is_not_asked_for()
    {
        List<Row> rows = await Row.ReadAllAsync(_places, FeatureQuery.All with { WithGeometry = false, Box = new Box(114, 30, 115, 31) });

        Assert.That(rows, Has.Count.EqualTo(10).And.All.Property(nameof(Row.Shape)).Null);
    }

    [Test]
    public async Task The_union_of_pages_is_the_whole([Range(1, 5)] int size, [Values] bool filtered, [Values] bool boxed)
    {
        FeatureQuery query = FeatureQuery.All with { Filter = filtered ? TextIs("kind", "B") : null, Box = boxed ? new Box(114, 30.1, 115, 31) : null };
        var pages = new List<string>();
        string[] page;
        do
        {
            page = await Row.ReadIdsAsync(_places, query with { Offset = pages.Count, Limit = size });
            pages.AddRange(page);
        }
        while (page.Length > 0);

        Assert.That(pages, Is.EqualTo(await Row.ReadIdsAsync(_places, query)));
    }

    [Test]
    public async Task Limit_and_offset_beyond_the_end_give_nothing_more()
    {
        Assert.That(await Row.ReadIdsAsync(_places, FeatureQuery.All with { Limit = 0 }), Is.Empty);
        Assert.That(await Row.ReadIdsAsync(_places, FeatureQuery.All with { Offset = 12 }), Is.Empty);
        Assert.That(await Row.ReadIdsAsync(_places, FeatureQuery.All with { Offset = 11, Limit = long.MaxValue }), Is.EqualTo((string[])["12"]));
        Assert.That(await _places.CountAsync(FeatureQuery.All with { Offset = 5, Limit = 2 }, default), Is.EqualTo(12));
    }

    [Test]
    public async Task The_extent_is_exact() =>
        Assert.That(await _places.ReadExtentAsync(default), Is.EqualTo(new Box(114.05, 30.05, 114.35, 30.25)));

    [Test]
    public async Task A_cancelled_call_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        Assert.That(async () => await _places.QueryAsync(FeatureQuery.All, cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await _places.CountAsync(FeatureQuery.All, cancelled), Throws.InstanceOf<OperationCanceledException>());
        await using FeatureReader reader = await _places.QueryAsync(FeatureQuery.All, default);
        Assert.That(async () => await reader.ReadAsync(cancelled), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_reader_may_be_left_before_its_end()
    {
        for (int i = 0; i < 20; i++)
        {
            await using FeatureReader reader = await _places.QueryAsync(FeatureQuery.All, default);
            Assert.That(await reader.ReadAsync(default), Is.True);
            Assert.That(reader.Id.ToString(), Is.EqualTo("1"));
        }
        Assert.That(await Row.ReadIdsAsync(_places, FeatureQuery.All), Is.EqualTo(Ids));
    }

    [Test]
    public async Task Many_may_read_at_once()
    {
        string[][] results = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Row.ReadIdsAsync(_places, FeatureQuery.All))));

        Assert.That(results, Has.All.EqualTo(Ids));
    }

    [Test]
    public async Task A_source_that_is_gone_is_unavailable()
    {
        await using IFeatureSource gone = OpenGone();

        Assert.That(async () => await gone.ReadSchemaAsync(default), Throws.InstanceOf<SourceUnavailableException>());
        Assert.That(async () => await gone.QueryAsync(FeatureQuery.All, default), Throws.InstanceOf<SourceUnavailableException>());
        Assert.That(async () => await gone.CountAsync(FeatureQuery.All, default), Throws.InstanceOf<SourceUnavailableException>());
        Assert.That(async () => await gone.ReadExtentAsync(default), Throws.InstanceOf<SourceUnavailableException>());
        Assert.That(async () => await gone.ReadRevisionAsync(default), Throws.InstanceOf<SourceUnavailableException>());
    }

    [Test]
    public async Task The_revision_is_the_same_while_nothing_changes()
    {
        ulong revision = await _places.ReadRevisionAsync(default);

        Assert.That(revision, Is.Not.Zero);
        Assert.That(await _places.ReadRevisionAsync(default), Is.EqualTo(revision));
    }

    /// <summary>Index of a column by its name.</summary>
    protected int ColumnOf(string name) => _schema.IndexOf(name) is >= 0 and int index ? index : throw new AssertionException($"There is no column '{name}'.");

    private ColumnIs TextIs(string column, string text) => new(column, ColumnOf(column), Value.Of(text));

    /// <summary>True where a column has a value.</summary>
    private sealed record ColumnIs(string Name, int Column, Value Wanted) : Expression
    {
        public override Value Evaluate(in EvaluationContext context) => Value.Of(context.Values[Column] == Wanted);

        public override void CollectAttributes(ISet<string> names) => names.Add(Name);

        public override bool DependsOnFeature => true;
    }
}
