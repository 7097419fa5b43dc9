using GeoServe.SampleCity;
using GeoServe.TestKit;

namespace GeoServe.UnitTests.SampleCity;

/// <summary>A part of the sample city that grows in a second: Yuzhong, and Jiulongpo, which has a hole that touches its border.</summary>
internal static class SmallCity
{
    public const double Scale = 0.004;

    private static readonly Progress Reports = new();
    private static readonly Lazy<Task<RecordingStore>> Kept = new(() => GrowAsync(seed: 1, Reports));

    public static SampleSeed Seed { get; } = SampleSeed.Load(RepositoryFolder.PathOf("samples", "chongqing", "data"));

    public static SampleSeed Part { get; } = Seed.Only("500103", "500107");

    /// <summary>The tables, grown once for all tests.</summary>
    public static Task<RecordingStore> TablesAsync() => Kept.Value;

    /// <summary>What was told while <see cref="TablesAsync"/> grew it.</summary>
    public static IReadOnlyList<SampleProgress> Told => Reports.All;

    public static async Task<RecordingStore> GrowAsync(int seed, IProgress<SampleProgress>? progress = null)
    {
        var store = new RecordingStore();
        await new SampleCityGenerator(Part, new SampleCityOptions { Scale = Scale, Seed = seed })
            .WriteAsync(store, progress ?? new Progress(), CancellationToken.None);
        return store;
    }

    private sealed class Progress : IProgress<SampleProgress>
    {
        public List<SampleProgress> All { get; } = [];

        public void Report(SampleProgress value) => All.Add(value);
    }
}
