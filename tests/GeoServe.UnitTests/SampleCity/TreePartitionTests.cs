using GeoServe.SampleCity.Meshes;
using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Seeds;
using NUnit.Framework;

namespace GeoServe.UnitTests.SampleCity;

public class TreePartitionTests
{
    private static readonly DistrictMesh Mesh = Build();

    [TestCase(1), TestCase(2), TestCase(40), TestCase(150)]
    public void There_are_as_many_catchments_as_wanted_and_each_hangs_together(int count)
    {
        int[] labels = Cut(count, out TreePartition partition);

        Assert.That(partition.Count, Is.EqualTo(count));
        Assert.That(labels.Distinct().Count(), Is.EqualTo(count));
        Assert.That(ConnectedParts(labels), Is.EqualTo(count));
    }

    [Test]
    public void Smaller_catchments_lie_each_in_one_of_the_larger()
    {
        int[] large = Cut(12, out TreePartition partition);
        partition.CutTo(100);
        int[] small = partition.Labels();

        Assert.That(small.Zip(large).Distinct().Count(), Is.EqualTo(100));
    }

    private static int[] Cut(int count, out TreePartition partition)
    {
        float[] heights = [.. Mesh.Xs.Select((x, node) => (float)(200 * Noise.Fractal(x / 2_000, Mesh.Ys[node] / 2_000, 4, 5)))];
        partition = new TreePartition(Mesh, new DrainageTree(Mesh, heights), new Rng(3));
        partition.CutTo(count);
        return partition.Labels();
    }

    private static int ConnectedParts(int[] labels)
    {
        var seen = new bool[labels.Length];
        int parts = 0;
        for (int start = 0; start < labels.Length; start++)
        {
            if (seen[start]) continue;
            parts++;
            var pending = new Stack<int>([start]);
            while (pending.TryPop(out int node))
            {
                if (seen[node]) continue;
                seen[node] = true;
                foreach (int neighbour in Mesh.NeighboursOf(node))
                {
                    if (labels[neighbour] == labels[start]) pending.Push(neighbour);
                }
            }
        }
        return parts;
    }

    private static DistrictMesh Build()
    {
        IReadOnlyList<SeedDistrict> districts = SmallCity.Seed.Only("500103").Districts;
        return new MeshBuilder(new BorderNetwork(districts, [150]), districts[0], 0, 150, 1).Build();
    }
}
