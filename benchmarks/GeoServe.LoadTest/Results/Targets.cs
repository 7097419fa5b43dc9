using GeoServe.LoadTest.Contenders;

namespace GeoServe.LoadTest.Results;

/// <summary>What is to be reached ("must") and wished for ("aim"), as ratios of work per core-second or as numbers of GeoServe's own.</summary>
internal static class Targets
{
    public const string Allocated = "bytes allocated for a tile beyond its body";
    public const string Memory = "private memory while serving";
    public const string FirstTile = "start to first tile, indexes ready";
    public const string BuildTime = "build of all indexes";
    public const string BuildMemory = "most memory while building";
    public const string LargerBuildings = "a collection 100 times larger: buildings";
    public const string LargerFeedback = "a collection 100 times larger: feedback";

    /// <summary>Against ST_AsMVT: each zoom but 14, where nothing may be left out.</summary>
    public static (double Must, double Aim) PostGis(int zoom) => zoom == 14 ? (5, 10) : (8, 30);

    /// <summary>Against MapServer at each zoom.</summary>
    public static (double Must, double Aim) MapServer => (12, 40);

    /// <summary>Against makers of whole pyramids.</summary>
    public static (double Must, double Aim) Pyramid(string peer) => peer == Names.Tippecanoe ? (4, 15) : (8, 30);

    /// <summary>Numbers of our own: at most these, in the unit in which they are measured.</summary>
    public static IReadOnlyDictionary<string, (double Must, double Aim)> Own { get; } = new Dictionary<string, (double, double)>(StringComparer.Ordinal)
    {
        [LargerBuildings] = (1.2, 1.0),
        [LargerFeedback] = (1.2, 1.0),
        [FirstTile] = (1.5, 0.5),
        [BuildTime] = (120, 45),
        [BuildMemory] = (1 << 30, 1 << 30),
        [Memory] = (500 << 20, 200 << 20),
        [Allocated] = (4096, 0),
    };

    /// <summary>A ratio with what it reaches.</summary>
    public static string Judge(double ratio, (double Must, double Aim) target) =>
        FormattableString.Invariant($"{(ratio < 10 ? $"{ratio:0.00}" : $"{ratio:0.0}")} {(ratio >= target.Aim ? "(aim)" : ratio >= target.Must ? "(must)" : "(**missed**)")}");

    /// <summary>What a number reaches that is to be small.</summary>
    public static string JudgeMost(double value, (double Must, double Aim) target) => value <= target.Aim ? "aim" : value <= target.Must ? "must" : "**missed**";
}
