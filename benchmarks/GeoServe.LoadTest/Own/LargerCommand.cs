using System.CommandLine;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Maps;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing.Building;
using GeoServe.Indexing.Reading;
using GeoServe.LoadTest.Cities;
using GeoServe.LoadTest.Pyramids;
using GeoServe.LoadTest.Results;
using GeoServe.VectorTiles.Encoding;

namespace GeoServe.LoadTest.Own;

/// <summary>
/// <c>larger</c>: how much longer takes the same tile of a collection that is 100 times larger? The small one is the hundredth of the features that lies
/// around a place; the tiles lie wholly in it, so that they are byte for byte the same.
/// </summary>
internal sealed class LargerCommand : Command
{
    private const int Times = 100;
    private const int Turns = 8;

    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(0.5);

    private readonly Option<string> _results = ResultFile.Option();
    private readonly Option<string> _config = new("--config") { Description = "GeoServe's configuration.", Required = true };
    private readonly Option<string> _data = new("--data") { Description = "Its data folder, with its indexes.", Required = true };
    private readonly Option<double[]> _at = new("--at") { Description = "Longitude and latitude in the middle.", DefaultValueFactory = _ => [106.55, 29.56], AllowMultipleArgumentsPerToken = true };

    public LargerCommand() : base("larger", "Compare the same tiles of a collection and of one 100 times larger.")
    {
        foreach (Option option in (Option[])[_results, _config, _data, _at]) Options.Add(option);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using City city = await City.OpenAsync(parsed.GetValue(_config)!, parsed.GetValue(_data)!, "everything", cancellationToken);
        await city.BuildIndexesAsync(cancellationToken);
        foreach ((string id, string what) in ((string, string)[])[("buildings", Targets.LargerBuildings), ("feedback", Targets.LargerFeedback)])
        {
            ResultFile.Add(parsed.GetValue(_results)!, await CompareAsync(city, id, what, parsed.GetValue(_at)!, parsed.GetValue(_data)!, cancellationToken));
        }
        return 0;
    }

    private static async Task<OwnMeasured> CompareAsync(City city, string id, string what, double[] at, string data, CancellationToken cancellationToken)
    {
        Collection collection = city.Snapshot.Catalog.FindCollection(id)!;
        Box box = await BoxOfAsync(collection, at[0], at[1], cancellationToken);
        string path = Path.Combine(data, $"{id}-small.tileindex");
        await new TileIndexBuilder(id, new BoxedSource(collection.Features!, box), new IndexRecipe()).BuildAsync(path, null, cancellationToken);
        using TileIndex small = TileIndex.Open(path);
        var map = new Map(id, [collection], city.Map.Styles, [TileMatrixSet.WebMercatorQuad], 0, 24, box) { Title = collection.Title, Abstract = collection.Abstract };
        Snapshot large = city.Snapshot, little = large.With([large.StateOf(collection) with { Index = small }]);
        TileCoordinate[] tiles = [.. Enumerable.Range(14, 7).Select(zoom => Inside(box, zoom).ToArray()).Where(some => some.Length > 0).Take(3).SelectMany(some => some)];
        if (tiles.Length == 0) throw new InvalidDataException($"No tile lies wholly in {box}, which holds a hundredth of '{id}'.");
        var scenes = new SceneBuilder(new LabelBlocks(null!));
        long bytes = 0;
        foreach (TileCoordinate tile in tiles)
        {
            byte[] a = Make(scenes, tile, map, large), b = Make(scenes, tile, map, little);
            if (!a.AsSpan().SequenceEqual(b)) throw new InvalidDataException($"Tile {tile} of '{id}' is not the same in both.");
            bytes += a.Length;
        }
        double ratio = Compare(() => MakeAll(scenes, tiles, map, large), () => MakeAll(scenes, tiles, map, little));
        int rows = ((TileIndex)large.StateOf(collection).Index).Rows;
        return new OwnMeasured(what, ratio, "x", $"{small.Rows} against {rows} features; {tiles.Length} tiles of z{tiles[0].Z} to z{tiles[^1].Z}, {bytes / tiles.Length} bytes each and the same in both");
    }

    // The square box, grown by halves, that a hundredth of the features meets.
    private static async Task<Box> BoxOfAsync(Collection collection, double x, double y, CancellationToken cancellationToken)
    {
        long wanted = await collection.Features!.CountAsync(FeatureQuery.All, cancellationToken) / Times;
        double least = 0, most = 2;
        Box box = default;
        for (int i = 0; i < 20; i++)
        {
            double half = (least + most) / 2;
            box = new Box(x - half, y - half, x + half, y + half);
            long count = await collection.Features!.CountAsync(new FeatureQuery { Box = box }, cancellationToken);
            if (Math.Abs(count - wanted) <= wanted / 200) break;
            if (count < wanted) least = half;
            else most = half;
        }
        return box;
    }

    // One tile in from the sides: its margin must not meet what the small collection lacks.
    private static IEnumerable<TileCoordinate> Inside(Box box, int zoom)
    {
        (TileCoordinate first, TileCoordinate last) = PyramidCommand.Range(box, zoom);
        for (int y = first.Y + 2; y < last.Y - 1; y++)
        {
            for (int x = first.X + 2; x < last.X - 1; x++) yield return new TileCoordinate(zoom, x, y);
        }
    }

    private static byte[] Make(SceneBuilder scenes, TileCoordinate tile, Map map, Snapshot snapshot)
    {
        using MapScene scene = City.Build(scenes, tile, map, snapshot);
        return VectorTileEncoder.EncodeRaw(scene).ToArray();
    }

    private static void MakeAll(SceneBuilder scenes, TileCoordinate[] tiles, Map map, Snapshot snapshot)
    {
        foreach (TileCoordinate tile in tiles)
        {
            using MapScene scene = City.Build(scenes, tile, map, snapshot);
            _ = VectorTileEncoder.EncodeRaw(scene);
        }
    }

    // Turn by turn, by CPU time; the median of the turns' ratios. The first turn of each only warms up.
    private static double Compare(Action large, Action small)
    {
        double[] ratios = [.. Enumerable.Range(0, Turns + 1).Select(_ => TimeOf(large) / TimeOf(small)).Skip(1).Order()];
        return (ratios[(Turns - 1) / 2] + ratios[Turns / 2]) / 2;
    }

    private static double TimeOf(Action work)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        int times = 0;
        TimeSpan used;
        do
        {
            work();
            times++;
            used = Environment.CpuUsage.TotalTime - before;
        }
        while (used < s_turn);
        return used.TotalSeconds / times;
    }
}
