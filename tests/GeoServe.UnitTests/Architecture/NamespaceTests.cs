using System.Text.RegularExpressions;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Architecture;

/// <summary>A file's namespace is its folder, so that one leads to the other.</summary>
public sealed partial class NamespaceTests
{
    [TestCase("src")]
    [TestCase("tests")]
    [TestCase("benchmarks")]
    public void A_namespace_is_its_folder(string top)
    {
        string[] faults = [.. SourceFiles(top).SelectMany(file => Faults(file, File.ReadAllText(RepositoryFolder.PathOf(file))))];

        Assert.That(SourceFiles(top), Is.Not.Empty);
        Assert.That(faults, Is.Empty);
    }

    [TestCase("namespace GeoServe.Core.Tiles;", 0)]
    [TestCase("// a comment\nnamespace GeoServe.Core.Tiles;\n", 0)]
    [TestCase("Console.WriteLine();", 0, TestName = "A file without a namespace is a program")]
    [TestCase("namespace GeoServe.Core;", 1)]
    [TestCase("namespace GeoServe.Core.Maps;", 1)]
    public void The_rule_finds_a_file_in_a_foreign_folder(string code, int faults) =>
        Assert.That(Faults("src/GeoServe.Core/Tiles/Tile.cs", code).Count(), Is.EqualTo(faults));

    private static IEnumerable<string> Faults(string file, string code)
    {
        string folder = Path.GetDirectoryName(file)!.Replace('\\', '/');
        string expected = folder[(folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.');
        return Namespace().Matches(code)
            .Select(match => match.Groups["name"].Value)
            .Where(name => name != expected)
            .Select(name => $"{file}: namespace {name}, but its folder says {expected}");
    }

    private static IEnumerable<string> SourceFiles(string top) =>
        Directory.EnumerateFiles(RepositoryFolder.PathOf(top), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryFolder.Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "wwwroot"));

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
