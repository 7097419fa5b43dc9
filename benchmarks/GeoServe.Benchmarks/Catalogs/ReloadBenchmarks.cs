using System.Globalization;
using BenchmarkDotNet.Attributes;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Sources;
using GeoServe.Server.Configuration;
using GeoServe.Server.Configuration.Themes;
using GeoServe.Sources.GeoPackage;

namespace GeoServe.Benchmarks.Catalogs;

/// <summary>How long does a configuration of many maps take to be read and built, at the start and after one file was changed? Budget: 1,000 maps in 2 s.</summary>
public class ReloadBenchmarks
{
    private const int Collections = 800;

    private string _folder = "";
    private SourceRegistry _sources = null!;
    private CatalogLoader _loader = null!;
    private LoadedCatalog _served = null!;

    [Params(100, 1_000)] public int Maps { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _folder = Directory.CreateTempSubdirectory("geoserve-reload-").FullName;
        string config = Path.Combine(_folder, "config"), data = Path.Combine(_folder, "data");
        foreach (string part in (string[])["config/collections", "config/maps", "config/styles", "data"]) Directory.CreateDirectory(Path.Combine(_folder, part));
        var schema = new FeatureSchema([new Column("fid", ValueKind.Integer, Nullable: false), new Column("name", ValueKind.Text), new Column("value", ValueKind.Real)], "fid", "geom", ShapeType.Point, Crs.Epsg4490);
        await using (var store = GeoPackageStore.Open(Path.Combine(data, "city.gpkg"), DateTimeOffset.UnixEpoch))
        {
            for (int i = 0; i < Collections; i++)
            {
                await using IFeatureLoad load = await store.CreateAsync($"c{i}", schema, CancellationToken.None);
                for (int row = 1; row <= 20; row++) load.Add(row, new Shape().SetPoint(106 + (row / 100.0), 29.5), [Value.Of($"n{row}"), Value.Of(row * 1.5)]);
                await load.CompleteAsync(CancellationToken.None);
            }
        }
        await File.WriteAllTextAsync(Path.Combine(config, "collections", "city.yaml"), "source: {geopackage: city.gpkg}\ncollections:\n" + string.Concat(Enumerable.Range(0, Collections).Select(i => $"  - {{id: c{i}, title: {{zh: 数据{i}, en: Data {i}}}, label: name}}\n")));
        for (int i = 0; i < Maps; i++) await WriteMapAsync(config, i, "Map");
        _sources = new SourceRegistry(data);
        _loader = new CatalogLoader(config, _sources, new BreakStore(data), data);
        _served = await _loader.LoadAsync(previous: null, CancellationToken.None);
        if (_served.Snapshot!.Catalog.Maps.Length != Maps) throw new InvalidOperationException(string.Join('\n', _served.Faults.Take(5)));
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await _sources.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public async Task<int> Start()
    {
        await using var sources = new SourceRegistry(Path.Combine(_folder, "data"));
        string data = Path.Combine(_folder, "data");
        return (await new CatalogLoader(Path.Combine(_folder, "config"), sources, new BreakStore(data), data).LoadAsync(previous: null, CancellationToken.None)).Snapshot!.Catalog.Maps.Length;
    }

    [Benchmark]
    public async Task<int> Reload() => (await _loader.LoadAsync(_served.Snapshot, CancellationToken.None)).Snapshot!.Catalog.Maps.Length;

    [Benchmark] public ulong LookAtFiles() => _loader.Files.Read();

    // Half of them with a style of their own, half with a theme.
    private static async Task WriteMapAsync(string config, int i, string title)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"m{i}"), collection = string.Create(CultureInfo.InvariantCulture, $"c{i % Collections}");
        string head = $"title: {{zh: 地图{i}, en: {title} {i}}}\nabstract: {{zh: 一张专题图。, en: A thematic map.}}\nsubject: s{i % 15}\nkeywords: [a, b]\nzooms: {{min: 4, max: 18}}\n";
        if (i % 2 == 0)
        {
            await File.WriteAllTextAsync(Path.Combine(config, "maps", id + ".yaml"), head + $"theme: {{collection: {collection}, method: natural-breaks, attribute: value, labels: name}}\n");
            return;
        }
        await File.WriteAllTextAsync(Path.Combine(config, "maps", id + ".yaml"), head + $"collections: [{collection}]\n");
        await File.WriteAllTextAsync(Path.Combine(config, "styles", id + ".json"), $$"""
            {"version": 8, "sources": {"geoserve": {"type": "vector"} }, "layers": [
              {"id": "ground", "type": "background", "paint": {"background-color": "#f8f8f4"} },
              {"id": "points", "type": "circle", "source": "geoserve", "source-layer": "{{collection}}", "paint": {"circle-radius": ["interpolate", ["linear"], ["zoom"], 6, 2, 12, 6], "circle-color": ["step", ["get", "value"], "#eff3ff", 5, "#bdd7e7", 10, "#6baed6", 20, "#2171b5"]} },
              {"id": "names", "type": "symbol", "source": "geoserve", "source-layer": "{{collection}}", "minzoom": 10, "layout": {"text-field": ["get", "name"], "text-size": 12}, "paint": {"text-halo-color": "#ffffff", "text-halo-width": 1} }]}
            """);
    }
}
