using System.Text.RegularExpressions;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Architecture;

/// <summary>What the README points at is there.</summary>
public sealed partial class ReadmeTests
{
    [Test]
    public void Each_relative_link_of_the_README_leads_to_a_file()
    {
        string[] targets = [.. RelativeTargets(File.ReadAllText(RepositoryFolder.PathOf("README.md")))];

        Assert.That(targets, Is.Not.Empty);
        Assert.That(targets.Where(target => !Path.Exists(RepositoryFolder.PathOf(target))), Is.Empty);
    }

    [Test]
    public void The_README_names_the_command_that_runs_every_test() =>
        Assert.That(File.ReadAllText(RepositoryFolder.PathOf("README.md")), Does.Contain("tests/run.sh"));

    [TestCase("see [the licence](LICENSE).", "LICENSE")]
    [TestCase("[a](src/GeoServe.Core/Tiles/TileService.cs#L10) and ![b](pictures/b.png \"B\")", "src/GeoServe.Core/Tiles/TileService.cs", "pictures/b.png")]
    [TestCase("[web](https://example.org/x), [mail](mailto:a@example.org), [here](#there)")]
    public void Only_relative_links_count(string text, params string[] expected) =>
        Assert.That(RelativeTargets(text), Is.EqualTo(expected));

    private static IEnumerable<string> RelativeTargets(string markdown) =>
        Link().Matches(markdown)
            .Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)")]
    private static partial Regex Link();
}
