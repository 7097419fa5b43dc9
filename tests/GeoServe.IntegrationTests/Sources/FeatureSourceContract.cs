using System.Collections.Immutable;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>What every source of features does, whatever is behind it.</summary>
/// <remarks>
/// The table <c>places</c> has twelve rows, P01 to P12 on a grid of 4 x 3 (114.05 to 114.35, 30.05 to 30.25), loaded in reverse order; row 11
/// has no geometry and row 12 an empty one.
/// </remarks>
public abstract class FeatureSourceContract : FeatureReadingContract
{
    protected const string Places = "places";
    protected const string OddName = "a\"b 中文 x.y";

    private static readonly ImmutableArray<Column> Columns =
    [
        new("id", ValueKind.Integer, Nullable: false), new("name", ValueKind.Text), new("kind", ValueKind.Text), new("n", ValueKind.Integer),
        new("height", ValueKind.Real), new("open", ValueKind.Boolean), new("since", ValueKind.Date), new("seen", ValueKind.Instant),
        new("big", ValueKind.Integer), new("photo", ValueKind.Bytes), new("end", ValueKind.Text), new("a\"b", ValueKind.Integer), new("名称", ValueKind.Text),
        new("x.y", ValueKind.Integer),
    ];

    /// <summary>Opens the place where tables are loaded.</summary>
    protected abstract IFeatureStore OpenStore();

    /// <summary>Opens a table or view.</summary>
    protected abstract IFeatureSource Open(string table, Crs? crs = null);

    /// <summary>Runs SQL as another process would.</summary>
    protected abstract Task ExecuteAsync(string sql);

    /// <summary>Creates a view that takes for ever, with a column n.</summary>
    protected abstract Task CreateEndlessViewAsync(string name);

    /// <summary>Creates a table <c>curved</c> whose row 7 holds a circular string and row 8 the point 1 2, in a column <c>geom</c>, EPSG:4326.</summary>
    protected abstract Task CreateCurveAsync();

    /// <summary>Makes a view known as a layer, where the source wants that.</summary>
    protected virtual Task RegisterViewAsync(string view) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task<IFeatureSource> OpenPlacesAsync()
    {
        await using (IFeatureStore store = OpenStore())
        {
            await LoadPlacesAsync(store, Places, "geom");
            await LoadPlacesAsync(store, OddName, "Geo\"m");
            await using IFeatureLoad facts = await store.CreateAsync("facts", new FeatureSchema([new("id", ValueKind.Integer), new("fact", ValueKind.Text)], "id", null, ShapeType.Geometry, Crs.Crs84), default);
            facts.Add(1, null, [Value.Of("a table without geometry")]);
            await facts.CompleteAsync(default);
        }
        return Open(Places);
    }

    [Test]
    public async Task The_schema_says_what_was_loaded()
    {
        FeatureSchema schema = await PlacesSource.ReadSchemaAsync(default);

        Assert.That(schema.Columns, Is.EqualTo(Columns));
        Assert.That((schema.Key, schema.GeometryName, schema.GeometryType, schema.Crs), Is.EqualTo(("id", "geom", ShapeType.Point, Crs.Epsg4326)));
    }

    [Test]
    public async Task Each_value_comes_back_as_it_went_in()
    {
        Row[] rows = [.. await Row.ReadAllAsync(PlacesSource, FeatureQuery.All)];

        for (int i = 0; i < rows.Length; i++) Assert.That(rows[i].Values, Is.EqualTo((Value[])[Value.Of(i + 1L), .. ValuesOf(i)]), $"row {i + 1}");
    }

    [Test]
    public async Task Geometry_comes_back_and_null_and_empty_are_told_apart()
    {
        string?[] shapes = [.. (await Row.ReadAllAsync(PlacesSource, FeatureQuery.All)).Select(row => row.Shape)];

        Assert.That(shapes[0], Is.EqualTo("Point 114.05 30.05"));
        Assert.That(shapes[9], Is.EqualTo("Point 114.15 30.25"));
        Assert.That(shapes[10], Is.Null);
        Assert.That(shapes[11], Is.EqualTo("Point empty"));
    }

    [Test]
    public async Task Any_name_is_only_a_name()
    {
        await using IFeatureSource source = Open(OddName);
        FeatureSchema schema = await source.ReadSchemaAsync(default);

        Assert.That(schema.GeometryName, Is.EqualTo("Geo\"m"));
        Assert.That(await Row.ReadIdsAsync(source, FeatureQuery.All with { Box = new Box(114.1, 30.0, 114.3, 30.1) }), Is.EqualTo((string[])["2", "3"]));
        Assert.That(await source.ReadExtentAsync(default), Is.EqualTo(new Box(114.05, 30.05, 114.35, 30.25)));
        Assert.That(await source.ReadRevisionAsync(default), Is.Not.Zero);
    }

    [Test]
    public async Task A_table_without_geometry_has_rows_and_no_box()
    {
        await using IFeatureSource source = Open("facts");

        Assert.That((await source.ReadSchemaAsync(default)).GeometryName, Is.Null);
        Assert.That((await source.ReadExtentAsync(default)).IsEmpty, Is.True);
        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All))[0], Has.Property(nameof(Row.Shape)).Null.And.Property(nameof(Row.Id)).EqualTo("1"));
        Assert.That(await Row.ReadIdsAsync(source, FeatureQuery.All with { Box = Box.WholeEarth }), Is.Empty);
    }

    [Test]
    public async Task A_column_that_went_away_is_a_fault_until_the_schema_is_read_again_and_a_new_one_is_none()
    {
        await using (IFeatureStore store = OpenStore())
        {
            await using IFeatureLoad changing = await store.CreateAsync("changing", new FeatureSchema([new("id", ValueKind.Integer), new("a", ValueKind.Text), new("b", ValueKind.Text)], "id", null, ShapeType.Geometry, Crs.Crs84), default);
            changing.Add(1, null, [Value.Of("A"), Value.Of("B")]);
            await changing.CompleteAsync(default);
        }
        await using IFeatureSource source = Open("changing");
        await source.ReadSchemaAsync(default);
        FeatureQuery both = FeatureQuery.All with { Columns = [1, 2] };

        await ExecuteAsync("ALTER TABLE changing ADD COLUMN c INTEGER");
        Value[] added = [.. (await Row.ReadAllAsync(source, both)).Single().Values];
        await ExecuteAsync("ALTER TABLE changing DROP COLUMN a");
        for (int i = 0; i < 2; i++) Assert.That(async () => await Row.ReadAllAsync(source, both), Throws.TypeOf<SourceFaultException>());
        FeatureSchema schema = await source.ReadSchemaAsync(default);

        Assert.That(added, Is.EqualTo((Value[])[Value.Of("A"), Value.Of("B")]));
        Assert.That(schema.Columns.Select(column => column.Name), Is.EqualTo((string[])["id", "b", "c"]));
        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All with { Columns = [1] })).Single().Values, Is.EqualTo((Value[])[Value.Of("B")]));
    }

    [Test]
    public async Task A_view_without_a_key_has_no_ids_and_keeps_its_order()
    {
        await ExecuteAsync("CREATE VIEW keyless AS SELECT geom, name AS label, n FROM places WHERE n < 9");
        await RegisterViewAsync("keyless");
        await using IFeatureSource source = Open("keyless", Crs.Epsg4326);

        FeatureSchema schema = await source.ReadSchemaAsync(default);
        List<Row> whole = await Row.ReadAllAsync(source, FeatureQuery.All);
        var pages = new List<Row>();
        for (int offset = 0; offset < 9; offset += 4) pages.AddRange(await Row.ReadAllAsync(source, FeatureQuery.All with { Offset = offset, Limit = 4 }));

        Assert.That(schema.Key, Is.Null);
        Assert.That(schema.Columns.Select(column => column.Name), Is.EqualTo((string[])["label", "n"]));
        Assert.That(whole, Has.Count.EqualTo(9).And.All.Property(nameof(Row.Id)).Empty);
        Assert.That(pages.Select(row => row.Values[0]), Is.EqualTo(whole.Select(row => row.Values[0])));
        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All with { Box = new Box(114.1, 30.0, 114.3, 30.1) })).Select(row => row.Values[1].AsInteger()), Is.EquivalentTo((long[])[1, 2]));
        Assert.That(await Row.ReadIdsAsync(source, FeatureQuery.All with { Ids = ["1"] }), Is.Empty);
    }

    [Test, CancelAfter(30_000)]
    public async Task Cancelling_ends_what_the_source_is_doing(CancellationToken limit)
    {
        await CreateEndlessViewAsync("endless");
        await using IFeatureSource source = Open("endless");

        using var counting = CancellationTokenSource.CreateLinkedTokenSource(limit);
        counting.CancelAfter(300);
        Assert.That(async () => await Task.Run(() => source.CountAsync(FeatureQuery.All, counting.Token).AsTask(), limit), Throws.InstanceOf<OperationCanceledException>());

        using var reading = CancellationTokenSource.CreateLinkedTokenSource(limit);
        reading.CancelAfter(300);
        Assert.That(async () => await Task.Run(() => Row.ReadAllAsync(source, FeatureQuery.All, reading.Token), limit), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(limit.IsCancellationRequested, Is.False);
        Assert.That(await PlacesSource.CountAsync(FeatureQuery.All, limit), Is.EqualTo(12));
    }

    [Test]
    public async Task A_table_that_is_not_there_is_named()
    {
        await using IFeatureSource source = Open("nosuch");

        Assert.That(async () => await source.ReadSchemaAsync(default), Throws.InstanceOf<SourceFaultException>().With.Message.Contains("nosuch"));
        Assert.That(async () => await source.QueryAsync(FeatureQuery.All, default), Throws.InstanceOf<SourceFaultException>().With.Message.Contains("nosuch"));
    }

    [Test]
    public async Task A_table_is_not_loaded_twice()
    {
        await using IFeatureStore store = OpenStore();

        Assert.That(async () => await store.CreateAsync(Places, Schema("geom"), default), Throws.InstanceOf<SourceFaultException>().With.Message.Contains(Places));
    }

    [Test]
    public async Task A_load_that_was_not_completed_leaves_nothing()
    {
        await using (IFeatureStore store = OpenStore())
        {
            await using IFeatureLoad load = await store.CreateAsync("given_up", Schema("geom"), default);
            load.Add(1, new Shape().SetPoint(1, 2), ValuesOf(0));
        }
        await using IFeatureSource source = Open("given_up");

        Assert.That(async () => await source.ReadSchemaAsync(default), Throws.InstanceOf<SourceFaultException>());
    }

    [Test]
    public async Task A_row_that_cannot_be_read_is_left_out_and_named()
    {
        await CreateCurveAsync();
        await using IFeatureSource source = Open("curved");

        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All)).Select(row => row.Id), Is.EqualTo((string[])["8"]));
        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All with { Box = Core.Geometries.Box.WholeEarth })).Select(row => row.Id), Is.EqualTo((string[])["8"]));
        RowFaults faults = await ((IRowFaults)source).FindFaultsAsync(default);

        Assert.That((faults.LeftOut, faults.Incomplete), Is.EqualTo((1L, 0L)));      // once, however often it was read
        Assert.That(faults.First.Single().ToString(), Does.Contain("row 7").And.Contains("curve"));
        Assert.That(faults.Describe(((IRowFaults)source).Description).Single(), Does.Contain("curved").And.Contains("1 row "));
    }

    [Test]
    public async Task All_kinds_of_geometry_come_back([Values] bool heights)
    {
        Shape[] shapes = [.. SampleShapes.All(heights)];
        string table = heights ? "kinds_z" : "kinds";
        var schema = new FeatureSchema([new("id", ValueKind.Integer, false)], "id", "geom", ShapeType.Geometry, Crs.Epsg4490);
        await using (IFeatureStore store = OpenStore())
        {
            await using IFeatureLoad load = await store.CreateAsync(table, schema, default);
            for (int i = 0; i < shapes.Length; i++) load.Add(i + 1, shapes[i], []);
            await load.CompleteAsync(default);
        }
        await using IFeatureSource source = Open(table);

        Assert.That((await source.ReadSchemaAsync(default)).Crs, Is.EqualTo(Crs.Epsg4490));
        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All)).Select(row => row.Shape), Is.EqualTo(shapes.Select(Row.Text)));
    }

    [Test]
    public async Task Single_geometries_become_multi_where_the_column_is()
    {
        await using (IFeatureStore store = OpenStore())
        {
            await using IFeatureLoad load = await store.CreateAsync("multi", new FeatureSchema([], null, "geom", ShapeType.MultiPoint, Crs.WebMercator), default);
            load.Add(5, new Shape().SetPoint(1, 2), []);
            await load.CompleteAsync(default);
        }
        await using IFeatureSource source = Open("multi");

        Assert.That((await source.ReadSchemaAsync(default)).Crs, Is.EqualTo(Crs.WebMercator));
        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All))[0] is { Id: "5", Shape: "MultiPoint 1 2" });
    }

    /// <summary>Loads the rows of <c>places</c> into a table.</summary>
    private static async Task LoadPlacesAsync(IFeatureStore store, string table, string geometryName)
    {
        await using IFeatureLoad load = await store.CreateAsync(table, Schema(geometryName), default);
        var shape = new Shape();
        for (int i = 11; i >= 0; i--)
        {
            if (i == 11) shape.Reset(ShapeType.Point);
            else shape.SetPoint(X(i), Y(i));
            load.Add(i + 1, i == 10 ? null : shape, ValuesOf(i));
        }
        await load.CompleteAsync(default);
    }

    private static FeatureSchema Schema(string geometryName) => new(Columns, "id", geometryName, ShapeType.Point, Crs.Epsg4326);

    // The nearest doubles to 114.05 ... 114.35 and 30.05 ... 30.25.
    private static double X(int i) => (11405 + 10 * (i % 4)) / 100.0;

    private static double Y(int i) => (3005 + 10 * (i / 4)) / 100.0;

    private static Value[] ValuesOf(int i) =>
    [
        Value.Of($"P{i + 1:00}"), Value.Of("ABC"[(i % 3)..(i % 3 + 1)]), Value.Of((long)i), i == 4 ? Value.Null : Value.Of(1.5 * i), i == 5 ? Value.Null : Value.Of(i % 2 == 0),
        i == 6 ? Value.Null : Value.Of(new DateOnly(2024, 2, 28).AddDays(i)),
        i == 7 ? Value.Null : Value.Of(new DateTimeOffset(2024, 12, 31, 23, 59, 59, 120, TimeSpan.Zero).AddMinutes(i)),
        Value.Of(i % 2 == 0 ? 9007199254740993 : -9007199254740993), i == 8 ? Value.Null : Value.Of([0, 255, (byte)i]), Value.Of(i == 9 ? "" : "east"),
        Value.Of((long)(100 + i)), i == 3 ? Value.Null : Value.Of($"重庆{i + 1}"), Value.Of(9L),
    ];
}
