using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Sources.Csv;
using GeoServe.Sources.GeoJson;
using GeoServe.Sources.GeoPackage;

namespace GeoServe.Benchmarks.Sources;

/// <summary>
/// What the row index over a file costs and gives: opening a file of so many points (it is read through once), and a box of 1/400 of its area, beside a GeoPackage with an R-tree.
/// Allocated bytes of the opening are those of the index (32 a row), not of the file.
/// </summary>
[MemoryDiagnoser]
public class FileBenchmarks
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geoserve-benchmark-");
    private readonly FeatureQuery _box = FeatureQuery.All with { Box = new Box(107, 30, 107.25, 30.2) };
    private IFeatureSource _geoPackage = null!;
    private IFeatureSource _geoJson = null!;
    private IFeatureSource _csv = null!;

    [Params(20_000, 500_000)] public int Rows { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        var random = new Random(1);
        var schema = new FeatureSchema([new("fid", ValueKind.Integer, false), new("name", ValueKind.Text), new("value", ValueKind.Real)], "fid", "geom", ShapeType.Point, Crs.Epsg4326);
        await using GeoPackageStore store = GeoPackageStore.Open(PathOf("points.gpkg"));
        await using IFeatureLoad load = await store.CreateAsync("points", schema, default);
        await using var geoJson = new StreamWriter(PathOf("points.geojsonl"), append: false, new UTF8Encoding(false));
        await using var csv = new StreamWriter(PathOf("points.csv"), append: false, new UTF8Encoding(false));
        await csv.WriteLineAsync("name,value,lon,lat");
        var shape = new Shape();
        for (int i = 1; i <= Rows; i++)
        {
            double x = 105 + (5 * random.NextDouble()), y = 28 + (4 * random.NextDouble());
            load.Add(i, shape.SetPoint(x, y), [Value.Of($"点{i}"), Value.Of(i / 7.0)]);
            string value = (i / 7.0).ToString("R", CultureInfo.InvariantCulture), place = string.Create(CultureInfo.InvariantCulture, $"{x:R},{y:R}");
            await geoJson.WriteLineAsync($$"""{"type":"Feature","properties":{"name":"点{{i}}","value":{{value}}},"geometry":{"type":"Point","coordinates":[{{place}}]} }""");
            await csv.WriteLineAsync($"点{i},{value},{place}");
        }
        await load.CompleteAsync(default);
        await geoJson.FlushAsync();
        await csv.FlushAsync();
        _geoPackage = GeoPackageSource.Open(PathOf("points.gpkg"), "points");
        _geoJson = GeoJsonSource.Open(PathOf("points.geojsonl"));
        _csv = CsvSource.Open(PathOf("points.csv"));
        foreach (IFeatureSource source in (IFeatureSource[])[_geoPackage, _geoJson, _csv]) await source.ReadSchemaAsync(default);
    }

    [GlobalCleanup]
    public async Task Clean()
    {
        foreach (IFeatureSource source in (IFeatureSource[])[_geoPackage, _geoJson, _csv]) await source.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Benchmark(Baseline = true)] public Task<int> BoxOfGeoPackage() => ReadAsync(_geoPackage);

    [Benchmark] public Task<int> BoxOfGeoJson() => ReadAsync(_geoJson);

    [Benchmark] public Task<int> BoxOfCsv() => ReadAsync(_csv);

    [Benchmark]
    public async Task<int> OpenGeoJson()
    {
        await using GeoJsonSource source = GeoJsonSource.Open(PathOf("points.geojsonl"));
        return (await source.ReadSchemaAsync(default)).Columns.Length;
    }

    [Benchmark]
    public async Task<int> OpenCsv()
    {
        await using CsvSource source = CsvSource.Open(PathOf("points.csv"));
        return (await source.ReadSchemaAsync(default)).Columns.Length;
    }

    private async Task<int> ReadAsync(IFeatureSource source)
    {
        int rows = 0;
        await using FeatureReader reader = await source.QueryAsync(_box, default);
        while (await reader.ReadAsync(default)) rows++;
        return rows;
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
