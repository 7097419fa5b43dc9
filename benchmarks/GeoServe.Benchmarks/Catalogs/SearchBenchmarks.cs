using BenchmarkDotNet.Attributes;
using GeoServe.Core;
using GeoServe.Core.Catalogs.Search;

namespace GeoServe.Benchmarks.Catalogs;

/// <summary>What does a search among ten thousand records cost, beside looking through all titles? Budget: 50 ms, the index itself with the first page 100 ms.</summary>
[MemoryDiagnoser]
public class SearchBenchmarks
{
    private const int Records = 10_000;

    private static readonly string[] s_places = ["重庆", "渝中", "涪陵", "綦江", "长寿", "酉阳", "璧山", "铜梁", "沙坪坝", "大渡口"];
    private static readonly string[] s_things = ["建筑物", "道路中心线", "水库大坝", "雨量监测站", "地质灾害隐患点", "永久基本农田", "公共服务设施", "社区网格", "森林防火分区", "历史文化街区"];
    private static readonly string[] s_english = ["Buildings", "Road centre lines", "Reservoir dams", "Rain gauges", "Geological hazard sites", "Permanent farmland", "Public facilities", "Community grid", "Forest fire zones", "Historic quarters"];

    private CatalogRecord[] _records = [];
    private SearchIndex _index = new([]);

    [Params("水库", "shuiku", "cq", "rain gau", "s")] public string Text { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _records = [.. Enumerable.Range(0, Records).Select(i => new CatalogRecord(
            $"collection-{i}", new LocalText($"{s_places[i % 10]}区{s_things[i / 10 % 10]}{i}", $"{s_english[i / 10 % 10]} {i}"),
            new LocalText($"{s_places[i % 10]}的{s_things[i / 10 % 10]}数据，由市级部门提供。", $"Data of {s_english[i / 10 % 10]} by a city department."), $"部门{i % 53}", $"专题{i % 15}", i % 3 == 0 ? "point" : "area", ["数据", s_things[i / 7 % 10]]))];
        _index = new SearchIndex(_records);
    }

    [Benchmark(Baseline = true)] public int EveryTitle() => _records.Count(record => record.Title.Zh.Contains(Text, StringComparison.OrdinalIgnoreCase) || record.Title.En.Contains(Text, StringComparison.OrdinalIgnoreCase));

    [Benchmark] public int Search() => _index.Find(new SearchQuery(Text)).Found.Length;

    [Benchmark] public int BuildIndex() => new SearchIndex(_records).Records.Length;
}
