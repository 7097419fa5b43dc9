using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Meshes;
using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Seeds;
using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;
using NUnit.Framework;

namespace GeoServe.UnitTests.SampleCity;

public class AreaAssemblerTests
{
    /// <summary>Three districts, one of them with parts of its own and holes; labels at random, so that all that can meet does meet.</summary>
    [Test]
    public void Areas_of_any_labels_are_a_coverage([Range(1, 4)] int seed, [Values(2, 7)] int labels)
    {
        IReadOnlyList<SeedDistrict> districts = SmallCity.Seed.Only("500103", "500104", "500107").Districts;
        double[] spacings = [400, 900, 1_500];
        var borders = new BorderNetwork(districts, spacings);
        DistrictMesh[] meshes = [.. districts.Select((district, d) => new MeshBuilder(borders, district, d, spacings[d], seed).Build())];
        int[][] labelled = [.. meshes.Select(mesh => Chance(mesh, labels, seed))];
        foreach (DistrictMesh mesh in meshes) AreaAssembler.MarkBorder(mesh, borders, labelled[mesh.District]);

        Geometry[] areas = [.. meshes.SelectMany(mesh => AreaAssembler.Assemble(mesh, borders, labelled[mesh.District], labels))
            .OfType<AreaShape>().Select(CoverageCheck.ToGeometry)];

        Assert.That(areas, Has.Length.EqualTo(3 * labels));
        Assert.That(areas.Where(area => !area.IsValid), Is.Empty);
        Assert.That(CoverageValidator.Validate(areas).Where(fault => fault is { IsEmpty: false }), Is.Empty);
    }

    [Test]
    public void A_layer_with_a_fault_is_refused()
    {
        var first = new AreaShape([[0, 0, 100, 0, 100, 100, 0, 100, 0, 0]], [1]);
        var over = new AreaShape([[50, 0, 150, 0, 150, 100, 50, 100, 50, 0]], [1]);

        Assert.That(() => CoverageCheck.Require("test", [first, over], CancellationToken.None),
            Throws.InvalidOperationException.With.Message.Contains("does not fit"));
    }

    private static int[] Chance(DistrictMesh mesh, int labels, int seed)
    {
        var rng = new Rng((ulong)(seed * 31 + mesh.District));
        int[] chosen = [.. Enumerable.Range(0, mesh.Count).Select(_ => rng.NextInt(labels))];
        RegionGrowth.FollowLeaders(mesh, chosen);
        return chosen;
    }
}
