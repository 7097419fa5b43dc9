using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

public class IndexFooterTests
{
    /// <summary>A footer of no rows.</summary>
    internal static IndexFooter Empty { get; } = new()
    {
        Collection = "a", Revision = 1, Recipe = 2, Schema = new FeatureSchema([], null, null, ShapeType.Geometry, Crs.WebMercator), Rows = 0, Kind = GeometryKind.None,
        Ids = default, Kinds = default, LabelPoints = default, Columns = [], Values = default, Levels = [], Cells = [], SumColumns = [],
        Coverage = TileBitmap.Over(GridBox.Empty), Notes = [], BlockHashes = [],
    };

    private static readonly IndexFooter s_full = Empty with
    {
        Collection = "街道", Revision = ulong.MaxValue, Recipe = 77, Rows = 12, Kind = GeometryKind.Line,
        Schema = new FeatureSchema([new("名称", ValueKind.Text), new("n", ValueKind.Integer, Nullable: false), new("t", ValueKind.Instant)], "n", "geom", ShapeType.MultiLineString, Crs.Epsg4326),
        Ids = new(4096, 96), Kinds = new(4224, 12), LabelPoints = new(4288, 96), Values = new(1L << 40, 1L << 35), Columns = [new(1, 2), new(3, 4), new(5, 6)],
        Levels =
        [
            new LevelLayout
            {
                Crowding = TileCrowding.Attributes, Zoom = 7, UnitSteps = 8192, Count = 3, Rows = new(7, 8), Bounds = new(9, 10), Nodes = [new(11, 12), new(13, 14)], Starts = new(15, 16),
                PartStarts = new(17, 18), PartEnds = new(19, 20), Coordinates = new(21, 22), LeftOut = new(23, 24),
            },
        ],
        Cells = [new CellLayout(3, 5, new(25, 26), new(27, 28), new(29, 30))], SumColumns = [1], Notes = ["feature 7: 不可用", ""], BlockHashes = [1, ulong.MaxValue],
    };

    [Test]
    public void All_of_it_comes_back_from_its_bytes()
    {
        byte[] bytes = s_full.ToBytes();

        IndexFooter read = IndexFooter.Read(bytes);

        Assert.That(read.ToBytes(), Is.EqualTo(bytes));
        Assert.That(read.Schema.Columns, Is.EqualTo(s_full.Schema.Columns));
        Assert.That((read.Schema.Key, read.Schema.GeometryName, read.Schema.GeometryType, read.Schema.Crs), Is.EqualTo(("n", "geom", ShapeType.MultiLineString, Crs.Epsg4326)));
        Assert.That((read.Collection, read.Revision, read.Recipe, read.Rows, read.Kind), Is.EqualTo(("街道", ulong.MaxValue, 77ul, 12, GeometryKind.Line)));
        Assert.That((read.Ids, read.Kinds, read.LabelPoints, read.Values), Is.EqualTo((s_full.Ids, s_full.Kinds, s_full.LabelPoints, s_full.Values)));
        Assert.That(read.Columns, Is.EqualTo(s_full.Columns));
        Assert.That(read.Levels.Single() with { Nodes = [] }, Is.EqualTo(s_full.Levels.Single() with { Nodes = [] }));
        Assert.That(read.Levels.Single().Nodes, Is.EqualTo(s_full.Levels.Single().Nodes));
        Assert.That(read.Cells, Is.EqualTo(s_full.Cells));
        Assert.That(read.SumColumns, Is.EqualTo(s_full.SumColumns));
        Assert.That(read.Notes, Is.EqualTo(s_full.Notes));
        Assert.That(read.BlockHashes, Is.EqualTo(s_full.BlockHashes));
    }

    [Test]
    public void The_base_tells_contents_apart_and_not_where_they_came_from()
    {
        Assert.That((s_full with { Collection = "b", Revision = 5, Recipe = 6, Notes = [] }).Base, Is.EqualTo(s_full.Base));
        Assert.That((s_full with { BlockHashes = [1, 2] }).Base, Is.Not.EqualTo(s_full.Base));
        Assert.That((s_full with { Kind = GeometryKind.Polygon }).Base, Is.Not.EqualTo(s_full.Base));
        Assert.That((s_full with { Schema = s_full.Schema with { Columns = [new("name", ValueKind.Text), .. s_full.Schema.Columns[1..]] } }).Base, Is.Not.EqualTo(s_full.Base));
        Assert.That(Empty.Base, Is.Not.Zero);
    }
}
