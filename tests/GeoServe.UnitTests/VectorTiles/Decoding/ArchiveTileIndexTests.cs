using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.VectorTiles.Decoding;
using NUnit.Framework;
using Tile = GeoServe.Core.Sources.Tile;

namespace GeoServe.UnitTests.VectorTiles.Decoding;

public sealed class ArchiveTileIndexTests
{
    // MVT 2.1, written by hand: layer "a", keys "n" and "s", values 7, 2.5 and "x"; a point at 16, 32 with id 5, a square from -256 to 256, and a line across.
    private static readonly byte[] TileBytes = Layer("a", "n", "s")
        .Concat(Field(4, [.. Number(4, 7)])).Concat(Field(4, [0x19, .. BitConverter.GetBytes(2.5)])).Concat(Field(4, Field(1, "x"u8.ToArray())))
        .Concat(Feature(5, [0, 0, 1, 2], 1, [Command(1, 1), Zigzag(16), Zigzag(32)]))
        .Concat(Feature(0, [0, 1], 3, [Command(1, 1), Zigzag(-256), Zigzag(-256), Command(2, 3), Zigzag(512), 0, 0, Zigzag(512), Zigzag(-512), 0, Command(7, 1)]))
        .Concat(Feature(0, [], 2, [Command(1, 1), Zigzag(2048), Zigzag(-512), Command(2, 1), 0, Zigzag(5120)]))
        .ToArray();

    private static readonly byte[] Whole = Field(3, TileBytes);
    private static readonly TileArchive s_archive = new(TileFormat.Mvt, 1, 1, new Box(-180, -85, 180, 85), [], "");

    [Test]
    public async Task Features_are_cut_to_their_tile_and_laid_on_the_grid()
    {
        // Tile 1/1/1: from the middle of the world to its lower right corner, 2^31 steps on 4,096 units.
        using FeatureCursor cursor = await Index(Whole).QueryAsync(Query(), default);
        const int Unit = 1 << 19;
        var read = new List<(ulong, GeometryKind, string, string)>();
        while (cursor.MoveNext())
        {
            int[] units = [.. cursor.Coordinates.ToArray().Select(step => step == int.MaxValue ? 4096 : step / Unit)];
            read.Add((cursor.Id, cursor.Kind, string.Join(' ', units), string.Join(' ', cursor.Values.ToArray().Select(value => value.ToString()))));
        }

        Assert.That(read[0], Is.EqualTo((5ul, GeometryKind.Point, "16 32", "7 x")));
        Assert.That(read[1].Item3.Split(' ').Order(), Is.EqualTo("0 0 256 0 256 256 0 256".Split(' ').Order()), "cut to the tile");
        Assert.That(read[2].Item3, Is.EqualTo("2048 -32 2048 4096"), "a line goes four pixels of 512 beyond, to the end of the grid");
        Assert.That(read, Has.Count.EqualTo(3));
    }

    [TestCase(0.25, 3)]
    [TestCase(2, 3)]
    [TestCase(4, 3)]
    [TestCase(8, 0)]
    public async Task Pictures_up_to_a_zoom_coarser_and_any_finer_are_drawn_of_the_archives_tiles(double pixels, int features)
    {
        // The archive has zoom 1 alone, 512 pixels a tile: one pixel is 2^22 steps.
        using FeatureCursor cursor = await Index(Whole).QueryAsync(Query() with { StepsPerPixel = pixels * (1 << 22) / 2 }, default);
        int read = 0;
        while (cursor.MoveNext()) read++;

        Assert.That(read, Is.EqualTo(features));
    }

    [Test]
    public void Any_damage_to_a_tile_gives_features_or_a_fault()
    {
        var damage = from at in Gen.Choose(0, Whole.Length - 1) from value in Gen.Choose(0, 255) from more in Gen.Choose(0, Whole.Length - 1) from length in Gen.Choose(1, Whole.Length) select (at, value, more, length);

        Prop.ForAll(damage.ToArbitrary(), change =>
        {
            byte[] tile = [.. Whole];
            tile[change.at] = (byte)change.value;
            tile[change.more] ^= (byte)change.value;
            try
            {
                using FeatureCursor cursor = Index(tile[..change.length]).QueryAsync(Query(), default).AsTask().Result;
                int read = 0;
                while (cursor.MoveNext()) read += cursor.Coordinates.Length;
                return read < 1_000;
            }
            catch (AggregateException fault) when (fault.InnerException is SourceFaultException)
            {
                return true;
            }
            catch (SourceFaultException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    private static ArchiveTileIndex Index(byte[] tile)
    {
        ImmutableArray<Column> columns = [new("n", ValueKind.Real), new("s", ValueKind.Text)];
        return new ArchiveTileIndex(new ArchiveTiles(new OneTile(tile)), s_archive, "a", new FeatureSchema(columns, null, "geometry", ShapeType.Geometry, Crs.WebMercator), revision: 1);
    }

    private static TileQuery Query() => new(new GridBox(1, 1, int.MaxValue, int.MaxValue), 1 << 22, [0, 1]);

    private static byte[] Layer(string name, params string[] keys) =>
        [.. Number(15, 2), .. Field(1, System.Text.Encoding.UTF8.GetBytes(name)), .. Number(5, 4096), .. keys.SelectMany(key => Field(3, System.Text.Encoding.UTF8.GetBytes(key)))];

    private static byte[] Feature(ulong id, uint[] tags, int kind, uint[] geometry) => Field(2,
        [.. id == 0 ? [] : Number(1, id), .. Field(2, [.. tags.SelectMany(tag => Varint(tag))]), .. Number(3, (ulong)kind), .. Field(4, [.. geometry.SelectMany(number => Varint(number))])]);

    private static uint Command(uint id, uint count) => (count << 3) | id;

    private static uint Zigzag(int number) => (uint)((number << 1) ^ (number >> 31));

    private static byte[] Number(int field, ulong value) => [.. Varint((ulong)field << 3), .. Varint(value)];

    private static byte[] Field(int field, byte[] content) => [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)content.Length), .. content];

    private static IEnumerable<byte> Varint(ulong number)
    {
        for (; number >= 0x80; number >>= 7) yield return (byte)(number | 0x80);
        yield return (byte)number;
    }

    private sealed class OneTile(byte[] body) : ITileSource
    {
        public ValueTask<TileArchive> DescribeAsync(CancellationToken cancellationToken) => new(s_archive);

        public ValueTask<ulong> ReadRevisionAsync(CancellationToken cancellationToken) => new(1ul);

        public ValueTask<Tile?> ReadAsync(TileCoordinate tile, ulong revision, CancellationToken cancellationToken) =>
            new(tile == new TileCoordinate(1, 1, 1) ? new Tile(body, TileFormat.Mvt) : null);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
