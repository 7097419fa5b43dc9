using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing.Building;
using GeoServe.Indexing.Reading;
using GeoServe.TestKit;

namespace GeoServe.UnitTests.Indexing;

/// <summary>A feature as a cursor gave it.</summary>
internal sealed record FoundFeature(ulong Id, GeometryKind Kind, int[] Coordinates, int[] PartEnds, Value[] Values, GridBox Bounds, bool IsPrepared)
{
    /// <summary>The parts of its geometry.</summary>
    public IReadOnlyList<int[]> Parts => [.. PartEnds.Select((end, i) => Coordinates[((i == 0 ? 0 : PartEnds[i - 1]) * 2)..(end * 2)])];

    /// <summary>All of it as text, to be compared.</summary>
    public override string ToString() =>
        $"{Id} {Kind} {string.Join(',', Coordinates)} | {string.Join(',', PartEnds)} | {string.Join(',', Values.Select(value => $"{value.Kind}:{value}"))}";
}

/// <summary>An index built from a source in a folder of its own, which goes with it.</summary>
internal sealed class BuiltIndex : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.PathOf("a.tileindex");

    public string Folder => _folder.Root;

    public TileIndex Index { get; private set; } = null!;

    public static async Task<BuiltIndex> OfAsync(IFeatureSource source, IndexRecipe? recipe = null)
    {
        var built = new BuiltIndex();
        await new TileIndexBuilder("a", source, recipe ?? new IndexRecipe()).BuildAsync(built.Path, null, CancellationToken.None);
        built.Index = TileIndex.Open(built.Path);
        return built;
    }

    /// <summary>All features that a query gives.</summary>
    public static async Task<List<FoundFeature>> QueryAsync(ITileIndex index, GridBox box, double stepsPerPixel, int unitSteps = 0, ImmutableArray<int>? columns = null)
    {
        using FeatureCursor cursor = await index.QueryAsync(new TileQuery(box, stepsPerPixel, columns ?? index.Schema.EveryColumn, unitSteps), CancellationToken.None);
        var found = new List<FoundFeature>();
        while (cursor.MoveNext())
        {
            found.Add(new(cursor.Id, cursor.Kind, cursor.Coordinates.ToArray(), cursor.PartEnds.ToArray(), cursor.Values.ToArray(), cursor.Bounds, cursor.IsPrepared));
        }
        return found;
    }

    /// <summary>All features of the level from which tiles of a zoom are made.</summary>
    public Task<List<FoundFeature>> AtZoomAsync(int zoom) =>
        QueryAsync(Index, WorldGrid.All, Math.ScaleB(1, 23 - zoom), zoom <= 20 ? 1 << (20 - zoom) : 0);

    public void Dispose()
    {
        Index?.Dispose();
        _folder.Dispose();
    }
}
