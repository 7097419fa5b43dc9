using FsCheck;
using FsCheck.Fluent;
using GeoServe.Core.Geometries;
using GeoServe.Indexing.Building;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Indexing.Building;

public class RowSorterTests
{
    [Test]
    public void Rows_come_by_place_then_id_then_arrival_whether_they_fit_into_memory_or_not() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(
        Arb.From(Gen.Choose(0, 20).Two().Select(pair => (Place: pair.Item1, Id: pair.Item2)).ListOf()), Arb.From(Gen.Elements(1, 60, 200, 1000, 1 << 20)), (rows, chunk) =>
        {
            using var folder = new TemporaryFolder();
            using var sorter = new RowSorter(folder.Root, chunk);
            for (int i = 0; i < rows.Count; i++)
            {
                int[] coordinates = [.. Enumerable.Range(0, (i % 5 * 2) + 2).Select(n => i + n)];
                byte[] values = [.. Enumerable.Repeat((byte)i, i % 7)];
                sorter.Add((ulong)rows[i].Place, (ulong)rows[i].Id, GeometryKind.Line, [i], coordinates, values);
            }

            List<int> order = [];
            bool whole = sorter.Count == rows.Count;
            sorter.ReadAll(
                row =>
                {
                    int i = row.PartEnds[0];
                    order.Add(i);
                    whole &= row.Kind == GeometryKind.Line && row.Id == (ulong)rows[i].Id && row.Coordinates.Length == (i % 5 * 2) + 2 && row.Coordinates[^1] == i + (i % 5 * 2) + 1
                        && row.Values.Length == i % 7 && (i % 7 == 0 || row.Values[^1] == (byte)i);
                },
                CancellationToken.None);
            return whole && order.SequenceEqual(Enumerable.Range(0, rows.Count).OrderBy(i => (rows[i].Place, rows[i].Id, i)));
        }));

    [Test]
    public void Nothing_is_left_in_the_folder_afterwards()
    {
        using var folder = new TemporaryFolder();
        var values = new byte[1 << 20];
        using (var sorter = new RowSorter(folder.Root, 4 << 20))
        {
            for (int i = 0; i < 20; i++) sorter.Add((ulong)(20 - i), 1, GeometryKind.Point, [1], [1, 2], values);
            Assert.That(Directory.EnumerateFiles(folder.Root), Is.Not.Empty, "20 MiB in chunks of 4");
        }

        Assert.That(Directory.EnumerateFiles(folder.Root), Is.Empty);
    }
}
