using GeoServe.SampleCity.Relief;
using NUnit.Framework;

namespace GeoServe.UnitTests.SampleCity;

public class RefinedReliefTests
{
    [TestCase(1), TestCase(2), TestCase(77)]
    public void Detail_keeps_the_mean_of_each_coarse_cell(int seed)
    {
        const int Factor = 16;
        CoarseDem dem = SmallCity.Seed.Dem;
        RiverCourse[] rivers = [.. SmallCity.Seed.Rivers.Select(RiverCourse.Of)];
        RefinedRelief relief = RefinedRelief.Of(dem, rivers, Factor, seed, west: 106.2, south: 29.2, east: 107, north: 30);

        int firstColumn = (int)Math.Round((relief.West - dem.West) / dem.CellLon), firstRow = (int)Math.Round((dem.North - relief.North) / dem.CellLat);
        for (int row = 0; row < relief.Rows / Factor; row++)
        {
            for (int column = 0; column < relief.Columns / Factor; column++)
            {
                double sum = 0;
                for (int r = 0; r < Factor; r++)
                {
                    for (int c = 0; c < Factor; c++) sum += relief.Heights[((row * Factor) + r) * relief.Columns + (column * Factor) + c];
                }
                double coarse = dem.Heights[((firstRow + row) * dem.Columns) + firstColumn + column];
                Assert.That(sum / (Factor * Factor), Is.EqualTo(coarse).Within(0.01), $"cell {column}, {row}");
            }
        }
    }

    [Test]
    public void Detail_is_there()
    {
        RefinedRelief relief = RefinedRelief.Of(SmallCity.Seed.Dem, [], 8, 1, 106.2, 29.2, 107, 30);

        Assert.That(relief.Heights.Distinct().Count(), Is.GreaterThan(relief.Heights.Length / 2));
    }

    [Test]
    public void A_grid_with_a_cell_too_few_is_refused()
    {
        using var folder = new TestKit.TemporaryFolder();
        string file = folder.PathOf("dem.asc");
        File.WriteAllText(file, "ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3\n");

        Assert.That(() => CoarseDem.Read(file), Throws.TypeOf<InvalidDataException>().With.Message.Contains("3 values"));
    }
}
