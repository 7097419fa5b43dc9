using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Indexing;
using GeoServe.Indexing.Building;
using GeoServe.Indexing.Reading;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing;

/// <summary>The packed R-tree as it is written and as a level walks it, against looking at each box.</summary>
public class PackedTreeTests
{
    [Test]
    public void A_level_gives_just_the_entries_whose_box_meets(
        [Values(0, 1, 15, 16, 17, 255, 256, 257, 4096, 4097)] int count, [Values] bool isPoints, [Values] bool isSorted)
    {
        var random = new Random((count * 4) + (isPoints ? 2 : 0) + (isSorted ? 1 : 0));
        GridBox[] boxes = [.. Enumerable.Range(0, count).Select(_ => BoxOf(random, isPoints ? 0 : 1 << 26))];
        if (isSorted) boxes = [.. boxes.OrderBy(box => Hilbert.PlaceOf(box.MinX, box.MinY))];
        using var folder = new TemporaryFolder();
        using IndexFile file = Write(folder, boxes, out LevelLayout layout);
        var level = new LevelReader(file, layout);

        Assert.That(level.Count, Is.EqualTo(count));
        Assert.That(Enumerable.Range(0, count).Select(level.BoundsOf), Is.EqualTo(boxes));
        for (int i = 0; i < 200; i++)
        {
            GridBox asked = i switch
            {
                0 => WorldGrid.All,
                1 => GridBox.Empty,
                < 20 when count > 0 => boxes[random.Next(count)],
                _ => BoxOf(random, 1 << random.Next(10, 31)),
            };
            List<int> found = [];
            for (int entry = level.NextMeeting(0, asked); entry < level.Count; entry = level.NextMeeting(entry + 1, asked)) found.Add(entry);
            Assert.That(found, Is.EqualTo(Enumerable.Range(0, count).Where(entry => boxes[entry].Intersects(asked))), $"box {asked}");
        }
    }

    private static GridBox BoxOf(Random random, int size)
    {
        int x = random.Next(int.MinValue, int.MaxValue), y = random.Next(int.MinValue, int.MaxValue);
        return new GridBox(x, y, (int)Math.Min(int.MaxValue, (long)x + random.Next(size + 1)), (int)Math.Min(int.MaxValue, (long)y + random.Next(size + 1)));
    }

    private static IndexFile Write(TemporaryFolder folder, GridBox[] boxes, out LevelLayout layout)
    {
        using var spill = new LevelSpill(folder.Root, zoom: 5, unitSteps: 1);
        for (int i = 0; i < boxes.Length; i++)
        {
            GridBox box = boxes[i];
            bool isPoint = box.MinX == box.MaxX && box.MinY == box.MaxY;
            if (isPoint) spill.Add(i, box, [box.MinX, box.MinY], [1]);
            else spill.Add(i, box, [box.MinX, box.MinY, box.MaxX, box.MaxY], [2]);
        }
        string path = folder.PathOf("level");
        using var writer = new IndexFileWriter(path);
        LevelLayout written = layout = spill.Write(writer, boxes.Length, TileCrowding.None, []);
        writer.Finish(hashes => IndexFooterTests.Empty with { Levels = [written], Rows = boxes.Length, BlockHashes = [.. hashes] });
        return IndexFile.Open(path);
    }
}
