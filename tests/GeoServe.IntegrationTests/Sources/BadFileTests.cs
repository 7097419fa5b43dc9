using System.Buffers.Binary;
using System.Text;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Csv;
using GeoServe.Sources.FlatGeobuf;
using GeoServe.Sources.GeoJson;
using GeoServe.Sources.Shapefile;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.IntegrationTests.Sources;

/// <summary>Files that are wrong in one way or another: a clear fault, or the good rows and the names of the bad ones; never a crash.</summary>
public sealed class BadFileTests
{
    private TemporaryFolder _folder = null!;

    [SetUp] public void Create() => _folder = new TemporaryFolder();

    [TearDown] public void Delete() => _folder.Dispose();

    [TestCase("a.shp"), TestCase("a.geojson"), TestCase("a.csv"), TestCase("a.fgb")]
    public async Task An_empty_file_is_a_fault_that_says_so(string name)
    {
        File.WriteAllBytes(_folder.PathOf(name), []);
        await using IFeatureSource source = Open(name);

        Assert.That(async () => await source.ReadSchemaAsync(default), Throws.TypeOf<SourceFaultException>().With.Message.Contains("0 bytes"));
        Assert.That(async () => await source.QueryAsync(FeatureQuery.All, default), Throws.TypeOf<SourceFaultException>());
        Assert.That(await source.ReadRevisionAsync(default), Is.Not.Zero);
    }

    [TestCase("a.shp"), TestCase("a.geojson"), TestCase("a.fgb"), TestCase("a.csv")]
    public async Task Something_else_is_a_fault_that_says_so(string name)
    {
        File.WriteAllBytes(_folder.PathOf(name), [0x50, 0x4B, 3, 4, .. new byte[200]]);     // a zip archive, by its first bytes
        await using IFeatureSource source = Open(name);

        Assert.That(async () => await source.ReadSchemaAsync(default), Throws.TypeOf<SourceFaultException>().With.Message.Contains("is no "));
    }

    [Test]
    public async Task A_folder_in_the_place_of_a_file_is_unavailable()
    {
        Directory.CreateDirectory(_folder.PathOf("a.csv"));
        await using IFeatureSource source = Open("a.csv");

        Assert.That(async () => await source.ReadSchemaAsync(default), Throws.TypeOf<SourceUnavailableException>().With.Message.Contains("a folder"));
    }

    [Test]
    public async Task A_shapefile_cut_anywhere_serves_its_whole_rows_or_is_a_fault([Values(".shp", ".dbf", ".shx", ".prj")] string extension, [Values(0, 20, 99, 101, 1000, 3000)] int bytes)
    {
        Copy("districts", extension, bytes);
        await using ShapefileSource source = ShapefileSource.Open(_folder.PathOf("districts.shp"));
        try
        {
            List<Row> rows = await Row.ReadAllAsync(source, FeatureQuery.All);
            RowFaults faults = await source.FindFaultsAsync(default);

            // What was cut of the geometries is missing; all else serves every row.
            if (extension != ".shp") Assert.That(rows, Has.Count.EqualTo(38));
            // The index shows how many rows there were, and each that is cut is named.
            else Assert.That(rows.Count + faults.LeftOut, Is.LessThanOrEqualTo(38));
            // 145 bytes of .prj and 404 of .shx are whole at 1000.
            Assert.That(faults.IsEmpty, Is.EqualTo(bytes > 500 && extension is ".shx" or ".prj"));
        }
        catch (SourceFaultException fault)
        {
            Assert.That(fault.Message, Does.Contain("districts" + extension));
        }
    }

    [Test]
    public async Task A_damaged_shx_is_a_note_and_the_rows_are_served()
    {
        Copy("districts", "", 0);
        byte[] index = File.ReadAllBytes(_folder.PathOf("districts.shx"));
        BinaryPrimitives.WriteInt32BigEndian(index.AsSpan(108), 77);      // entry 2
        File.WriteAllBytes(_folder.PathOf("districts.shx"), index);
        await using ShapefileSource source = ShapefileSource.Open(_folder.PathOf("districts.shp"));

        Assert.That(await source.CountAsync(FeatureQuery.All, default), Is.EqualTo(38));
        Assert.That(source.Faults.Notes.Single(), Does.Contain(".shx").And.Contain("entry 2"));
    }

    [Test]
    public async Task A_deleted_record_is_left_out_and_stars_are_no_number()
    {
        Copy("districts", "", 0);
        byte[] dbf = File.ReadAllBytes(_folder.PathOf("districts.dbf"));
        int head = BinaryPrimitives.ReadUInt16LittleEndian(dbf.AsSpan(8)), record = BinaryPrimitives.ReadUInt16LittleEndian(dbf.AsSpan(10));
        dbf[head + record] = (byte)'*';       // the second row
        await using ShapefileSource before = ShapefileSource.Open(_folder.PathOf("districts.shp"));
        FeatureSchema schema = await before.ReadSchemaAsync(default);
        int area = schema.IndexOf("面积");
        (int start, int length) = FieldOf(dbf, field: area - 1);
        dbf.AsSpan(head + start, length).Fill((byte)'*');        // the first row
        File.WriteAllBytes(_folder.PathOf("districts.dbf"), dbf);
        await using ShapefileSource source = ShapefileSource.Open(_folder.PathOf("districts.shp"));
        List<Row> rows = await Row.ReadAllAsync(source, FeatureQuery.All);

        Assert.That(rows.Select(row => row.Id), Is.EqualTo(Enumerable.Range(1, 38).Where(i => i != 2).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        Assert.That(rows[0].Values[area].IsNull, Is.True);
        Assert.That(rows[1].Values[area].IsNull, Is.False);
        Assert.That(source.Faults.LeftOut, Is.Zero);
    }

    [Test]
    public async Task A_coordinate_that_is_no_number_costs_its_own_row_alone()
    {
        Copy("districts", "", 0);
        byte[] shp = File.ReadAllBytes(_folder.PathOf("districts.shp"));
        byte[] shx = File.ReadAllBytes(_folder.PathOf("districts.shx"));
        int third = BinaryPrimitives.ReadInt32BigEndian(shx.AsSpan(116)) * 2;
        BinaryPrimitives.WriteDoubleLittleEndian(shp.AsSpan(third + 8 + 44 + 4), double.NaN);     // its first x, behind one part
        File.WriteAllBytes(_folder.PathOf("districts.shp"), shp);
        await using ShapefileSource source = ShapefileSource.Open(_folder.PathOf("districts.shp"));

        Assert.That(await source.CountAsync(FeatureQuery.All, default), Is.EqualTo(37));
        Assert.That(source.Faults.First.Single().ToString(), Is.EqualTo("row 3: a coordinate is no finite number"));
        Assert.That(source.Faults.Describe("districts.shp").Single(), Is.EqualTo("1 row of districts.shp cannot be read and is left out: row 3: a coordinate is no finite number"));
    }

    [TestCase("", "has no .prj", TestName = "A_missing_prj_is_a_fault_that_says_what_to_write")]
    [TestCase("""PROJCS["NAD_1983_StatePlane_Tennessee",GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],UNIT["Meter",1.0]]""", "NAD_1983_StatePlane_Tennessee", TestName = "An_unknown_prj_is_a_fault_that_says_what_to_write")]
    [TestCase("not a definition", "not a definition", TestName = "A_broken_prj_is_a_fault_that_says_what_to_write")]
    public async Task An_unknown_coordinate_system_is_a_fault(string prj, string named)
    {
        Copy("districts", "", 0);
        if (prj.Length == 0) File.Delete(_folder.PathOf("districts.prj"));
        else File.WriteAllText(_folder.PathOf("districts.prj"), prj);
        await using ShapefileSource source = ShapefileSource.Open(_folder.PathOf("districts.shp"));
        await using ShapefileSource told = ShapefileSource.Open(_folder.PathOf("districts.shp"), new ShapefileOptions { Crs = Crs.Epsg4490 });

        Assert.That(async () => await source.ReadSchemaAsync(default), Throws.TypeOf<SourceFaultException>().With.Message.Contains(named).And.Message.Contains("crs: EPSG:"));
        Assert.That((await told.ReadSchemaAsync(default)).Crs, Is.EqualTo(Crs.Epsg4490));
    }

    [Test]
    public async Task Broken_features_of_geojson_are_named_and_the_others_served()
    {
        File.WriteAllBytes(_folder.PathOf("a.geojson"), [.. """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"k":1},"geometry":{"type":"Point","coordinates":[1,1]}},
            {"type":"Feature","properties":{"k":2},"geometry":{"type":"Point","coordinates":[1]}},
            {"type":"Feature","properties":{"k":3},"geometry":{"type":"Pint","coordinates":[1,1]}},
            {"type":"Feature","properties":{"k":4},"geometry":{"type":"Point","coordinates":[NaN,1]}},
            {"type":"Feature","properties":{"k":5},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}},
            {"type":"Feature","properties":{"k":6},"geometry":{"type":"LineString","coordinates":[[0,0],["a",1]]}},
            {"type":"Feature","properties":{"k":7},"geometry":{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,2]]]}},
            {"type":"Feature","properties":{"k":8},"geometry":{"coordinates":[2,2],"type":"Point"}},
            {"type":"Feature","properties":{"k":9,"t":"
            """u8, 0xFF, 0xFE, .. """
            "},"geometry":null},
            {"type":"Feature","properties":{"k":10},"geometry":{"type":"Point","coordinates":[1e999,1]}},
            {"type":"Feature","properties":{"k":11},"geometry":null}
            ]}
            """u8]);
        await using GeoJsonSource source = GeoJsonSource.Open(_folder.PathOf("a.geojson"));
        List<Row> rows = await Row.ReadAllAsync(source, FeatureQuery.All);

        Assert.That(rows.Select(row => row.Id), Is.EqualTo((string[])["1", "7", "8", "11"]));
        Assert.That(rows[1].Shape, Is.EqualTo("Polygon 0 0, 9 0, 9 9, 0 0"));
        Assert.That(source.Faults.First.Select(fault => fault.Row), Is.EqualTo((string[])["row 2", "row 3", "row 4", "row 5", "row 6", "row 7", "row 9", "row 10"]));
        Assert.That((source.Faults.LeftOut, source.Faults.Incomplete), Is.EqualTo((7L, 1L)));
        Assert.That(string.Join('\n', source.Faults.First), Does.Contain("1 number").And.Contain("'Pint'").And.Contain("ring 1 has 2 positions").And.Contain("ring 2 has 2 positions and is left out").And.Contain("UTF-8").And.Contain("finite"));
    }

    [Test]
    public async Task A_truncated_geojson_serves_what_is_whole()
    {
        string whole = File.ReadAllText(PlacesFiles.WriteCollection(_folder.PathOf("whole.geojson")));
        for (int length = 1; length < whole.Length; length += 97)
        {
            File.WriteAllText(_folder.PathOf("a.geojson"), whole[..length]);
            await using GeoJsonSource source = GeoJsonSource.Open(_folder.PathOf("a.geojson"));
            List<Row> rows = await Row.ReadAllAsync(source, FeatureQuery.All);

            Assert.That(rows, Has.Count.EqualTo(Math.Max(0, whole[..length].Split("},\n").Length - (whole[..length].EndsWith("},\n", StringComparison.Ordinal) ? 1 : 1))).Within(1), $"{length} bytes");
            Assert.That(source.Faults.LeftOut, Is.EqualTo(1), $"{length} bytes");
        }
    }

    [Test]
    public async Task A_broken_line_harms_no_other_line()
    {
        string[] lines = [.. PlacesFiles.Features()];
        lines[3] = lines[3][..40];
        File.WriteAllLines(_folder.PathOf("a.geojsonl"), lines);
        await using GeoJsonSource source = GeoJsonSource.Open(_folder.PathOf("a.geojsonl"));

        Assert.That(await source.CountAsync(FeatureQuery.All, default), Is.EqualTo(11));
        Assert.That(source.Faults.First.Single().ToString(), Does.StartWith("row 4: it is no valid JSON"));
    }

    [Test]
    public async Task Ten_thousand_columns_are_served([Values("a.geojson", "a.csv")] string name)
    {
        string names = string.Join(",", Enumerable.Range(0, 10_000).Select(i => name == "a.csv" ? $"c{i}" : $"\"c{i}\":{i}"));
        File.WriteAllText(_folder.PathOf(name), name == "a.csv"
            ? $"{names}\n{string.Join(",", Enumerable.Range(0, 10_000))}\n"
            : $$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{{{{names}}}},"geometry":null}]}""");
        await using IFeatureSource source = Open(name);
        FeatureSchema schema = await source.ReadSchemaAsync(default);

        Assert.That(schema.Columns, Has.Length.EqualTo(10_001));
        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All with { Columns = [10_000] })).Single().Values.Single(), Is.EqualTo(Value.Of(9_999L)));
    }

    [Test]
    public async Task Too_many_columns_are_a_fault_or_a_note()
    {
        File.WriteAllText(_folder.PathOf("a.csv"), string.Join(",", Enumerable.Range(0, 30_000).Select(i => $"c{i}")) + "\n");
        File.WriteAllText(_folder.PathOf("a.geojson"), $$$"""{"type":"Feature","properties":{{{{string.Join(",", Enumerable.Range(0, 30_000).Select(i => $"\"c{i}\":1"))}}}},"geometry":null}""");
        await using IFeatureSource csv = Open("a.csv"), geojson = Open("a.geojson");

        Assert.That(async () => await csv.ReadSchemaAsync(default), Throws.TypeOf<SourceFaultException>().With.Message.Contains("30000 columns"));
        Assert.That((await geojson.ReadSchemaAsync(default)).Columns, Has.Length.EqualTo(20_001));
        Assert.That(((IRowFaults)geojson).Faults.Notes.Single(), Does.Contain("20000"));
    }

    [Test]
    public async Task A_csv_without_names_has_numbered_columns_and_a_note()
    {
        File.WriteAllText(_folder.PathOf("a.csv"), "106.5,29.5,渝中\n106.6,29.6,江北\n");
        await using CsvSource source = CsvSource.Open(_folder.PathOf("a.csv"), new CsvOptions { X = "column_1", Y = "column_2" });

        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All)).Select(row => $"{row.Shape} {row.Values[3]}"), Is.EqualTo((string[])["Point 106.5 29.5 渝中", "Point 106.6 29.6 江北"]));
        Assert.That(source.Faults.Notes.Single(), Does.Contain("header: true"));
    }

    [Test]
    public async Task Bad_records_of_csv_are_named_and_the_others_served()
    {
        File.WriteAllText(_folder.PathOf("a.csv"), "k,name,wkt\n1,a,POINT (1 1)\n2,b\n3,c,\"POINT (1\"\n4,\"never closed,POINT (1 1)\n5,e,POINT (5 5)\n6,f,\n7,g,CIRCLE (1 1)\n8,h,POINT (8 8),more\n");
        await using CsvSource source = CsvSource.Open(_folder.PathOf("a.csv"));

        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All)).Select(row => $"{row.Values[1]} {row.Shape}"), Is.EqualTo((string[])["1 Point 1 1", "5 Point 5 5", "6 "]));
        Assert.That(source.Faults.First.Select(fault => fault.Row), Is.EqualTo((string[])["row 2", "row 3", "row 4", "row 7", "row 8"]));
        Assert.That(string.Join('\n', source.Faults.First), Does.Contain("2 fields where there are 3 columns").And.Contain("never closed").And.Contain("'CIRCLE' is unknown").And.Contain("4 fields"));
    }

    [Test]
    public async Task Bytes_that_are_no_characters_cost_no_row()
    {
        File.WriteAllBytes(_folder.PathOf("a.csv"), [.. "k,name\n1,重庆市渝中区解放碑\n2,x"u8, 0xFF, .. "y\n3,江北区\n"u8]);
        await using CsvSource source = CsvSource.Open(_folder.PathOf("a.csv"));

        Assert.That((await Row.ReadAllAsync(source, FeatureQuery.All)).Select(row => row.Values[2].AsText()), Is.EqualTo((string[])["重庆市渝中区解放碑", "x\uFFFDy", "江北区"]));
        Assert.That(source.Faults.First.Single().ToString(), Is.EqualTo("row 2: it is not valid utf-8"));
    }

    [Test]
    public async Task Utf_16_is_a_fault_that_says_what_to_do()
    {
        File.WriteAllText(_folder.PathOf("a.csv"), "k\n1\n", Encoding.Unicode);
        await using IFeatureSource source = Open("a.csv");

        Assert.That(async () => await source.ReadSchemaAsync(default), Throws.TypeOf<SourceFaultException>().With.Message.Contains("save it as UTF-8"));
    }

    [Test]
    public async Task A_flatgeobuf_cut_anywhere_serves_its_whole_rows_or_is_a_fault([Range(0, 330_000, 30_000)] int bytes, [Values] bool keyed)
    {
        File.WriteAllBytes(_folder.PathOf("a.fgb"), File.ReadAllBytes(SharedFolder.Require("data", "formats", "chongqing_districts.fgb"))[..bytes]);
        await using FlatGeobufSource source = FlatGeobufSource.Open(_folder.PathOf("a.fgb"), new FlatGeobufOptions { Key = keyed ? "adcode" : null });
        try
        {
            int rows = (await Row.ReadAllAsync(source, FeatureQuery.All)).Count;
            RowFaults faults = await source.FindFaultsAsync(default);

            Assert.That(rows, Is.LessThan(38));
            Assert.That(faults.IsEmpty, Is.False);
            if (!keyed) Assert.That(rows + faults.LeftOut, Is.EqualTo(38));
        }
        catch (SourceFaultException fault)
        {
            Assert.That(fault.Message, Does.Contain("a.fgb"));
        }
    }

    [Test]
    public async Task A_flatgeobuf_with_any_byte_changed_never_crashes()
    {
        byte[] whole = File.ReadAllBytes(SharedFolder.Require("data", "formats", "andorra_poi.fgb"));
        var random = new Random(20261125);
        for (int i = 0; i < 300; i++)
        {
            byte[] changed = [.. whole];
            for (int n = 0; n < 5; n++) changed[random.Next(i % 2 == 0 ? 1000 : changed.Length)] = (byte)random.Next(256);
            string path = _folder.PathOf($"{i}.fgb");
            File.WriteAllBytes(path, changed);
            await using FlatGeobufSource source = FlatGeobufSource.Open(path, new FlatGeobufOptions { Crs = Crs.Epsg4326 });
            try
            {
                await Row.ReadAllAsync(source, FeatureQuery.All);
                await Row.ReadAllAsync(source, FeatureQuery.All with { Box = new Box(1.4, 42.4, 1.6, 42.6) });
            }
            catch (Exception fault) when (fault is SourceFaultException or SourceUnavailableException)
            {
                // Said, not crashed.
            }
        }
    }

    private IFeatureSource Open(string name) => Path.GetExtension(name) switch
    {
        ".shp" => ShapefileSource.Open(_folder.PathOf(name)),
        ".csv" => CsvSource.Open(_folder.PathOf(name)),
        ".fgb" => FlatGeobufSource.Open(_folder.PathOf(name)),
        _ => GeoJsonSource.Open(_folder.PathOf(name)),
    };

    // One of the files cut to so many bytes.
    private void Copy(string name, string cut, int bytes)
    {
        foreach (string extension in (string[])[".shp", ".dbf", ".shx", ".prj", ".cpg"])
        {
            byte[] whole = File.ReadAllBytes(SharedFolder.Require("data", "shapefile_gbk", "chongqing_districts_gbk" + extension));
            File.WriteAllBytes(_folder.PathOf(name + extension), extension == cut ? whole[..Math.Min(bytes, whole.Length)] : whole);
        }
    }

    private static (int Start, int Length) FieldOf(byte[] dbf, int field)
    {
        int start = 1;
        for (int i = 0; i < field; i++) start += dbf[32 + (32 * i) + 16];
        return (start, dbf[32 + (32 * field) + 16]);
    }
}
