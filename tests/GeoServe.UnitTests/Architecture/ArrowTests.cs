using Mono.Cecil;
using NUnit.Framework;

namespace GeoServe.UnitTests.Architecture;

/// <summary>Which assembly knows which, and which folder of the core knows which.</summary>
public sealed class ArrowTests
{
    private static readonly string[] Between =
    [
        "GeoServe.Sources", "GeoServe.Caching", "GeoServe.Rendering", "GeoServe.VectorTiles", "GeoServe.Protocols", "GeoServe.SampleCity", "GeoServe.Indexing",
    ];

    private static readonly FolderArrows CoreFolders = new(
        "GeoServe.Core",
        [
            "Geometries", "CoordinateSystems", "TileMatrices", "Features", "Styles", "Themes",
            "Sources", "Catalogs", "Changes", "Queries", "Maps", "Tiles",
        ]);

    [Test]
    public void The_core_knows_no_other_assembly_of_ours() => Assert.That(OursIn("GeoServe.Core"), Is.Empty);

    [TestCaseSource(nameof(Between))]
    public void An_assembly_between_core_and_server_knows_the_core_alone(string assembly) =>
        Assert.That(OursIn(assembly), Is.SubsetOf(new[] { "GeoServe.Core" }));

    [Test]
    public void Every_assembly_of_ours_has_its_place_in_these_tests() =>
        Assert.That(
            Directory.GetDirectories(GeoServe.TestKit.RepositoryFolder.PathOf("src")).Select(Path.GetFileName),
            Is.EquivalentTo(Between.Append("GeoServe.Core").Append("GeoServe.Server")));

    [TestCase("GeoServe.Core", "SkiaSharp")]
    [TestCase("GeoServe.Core", "Microsoft.AspNetCore")]
    [TestCase("GeoServe.Core", "System.Net.Http")]
    [TestCase("GeoServe.Core", "Microsoft.Data.Sqlite")]
    [TestCase("GeoServe.Core", "Npgsql")]
    [TestCase("GeoServe.Core", "StackExchange.Redis")]
    [TestCase("GeoServe.VectorTiles", "SkiaSharp")]
    [TestCase("GeoServe.Protocols", "SkiaSharp")]
    public void What_lies_outside_stays_outside(string assembly, string forbidden) =>
        Assert.That(ReferencesOf(assembly).Where(name => name.StartsWith(forbidden, StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void A_folder_of_the_core_uses_only_those_before_it()
    {
        using ModuleDefinition core = Module("GeoServe.Core");

        Assert.That(CoreFolders.Violations(core), Is.Empty);
    }

    /// <summary>The rule itself, tried on types that break it; <c>Examples</c> holds them.</summary>
    [TestCase("InAField")]
    [TestCase("InAMethodBody")]
    [TestCase("InASignature")]
    [TestCase("InAnAttribute")]
    [TestCase("InTheArgumentOfAnAttribute")]
    [TestCase("InAGenericArgument")]
    [TestCase("InAConstraint")]
    [TestCase("InALambda")]
    [TestCase("InAnAsyncMethod")]
    [TestCase("InANestedType")]
    [TestCase("InACatch")]
    [TestCase("AsBase")]
    public void A_use_of_a_later_folder_is_found(string breaker) =>
        Assert.That(
            ViolationsOfTheExamples(),
            Has.Some.StartsWith($"GeoServe.UnitTests.Architecture.Examples.First.{breaker} uses GeoServe.UnitTests.Architecture.Examples.Second."));

    [Test]
    public void A_use_of_an_earlier_folder_is_fine() =>
        Assert.That(ViolationsOfTheExamples(), Has.None.StartsWith("GeoServe.UnitTests.Architecture.Examples.Second."));

    [Test]
    public void A_folder_without_a_place_is_found() =>
        Assert.That(ViolationsOfTheExamples("First"), Has.Some.Contains("Examples.Second.Later is in a folder that has no place"));

    private static IReadOnlyList<string> ViolationsOfTheExamples(params string[] folders)
    {
        using ModuleDefinition tests = Module("GeoServe.UnitTests");
        return new FolderArrows("GeoServe.UnitTests.Architecture.Examples", folders is [] ? ["First", "Second"] : folders).Violations(tests);
    }

    private static IEnumerable<string> OursIn(string assembly) =>
        ReferencesOf(assembly).Where(name => name.StartsWith("GeoServe.", StringComparison.Ordinal) || name == "geoserve");

    private static string[] ReferencesOf(string assembly)
    {
        using ModuleDefinition module = Module(assembly);
        return [.. module.AssemblyReferences.Select(reference => reference.Name)];
    }

    private static ModuleDefinition Module(string assembly) =>
        ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
}
