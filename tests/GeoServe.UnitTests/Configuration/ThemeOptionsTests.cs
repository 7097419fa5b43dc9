using GeoServe.Server.Configuration;
using GeoServe.TestKit;
using NUnit.Framework;

namespace GeoServe.UnitTests.Configuration;

/// <summary>Recipes whose parts do not go together: each is a fault of its key, and the map is left out.</summary>
public class ThemeOptionsTests
{
    [TestCase("method: categories, attribute: kind, breaks: [1, 2]", "theme.breaks", "makes no classes of numbers")]
    [TestCase("method: proportional, attribute: people, breaks: [1, 2]", "theme.breaks", "makes no classes of numbers")]
    [TestCase("method: heat, breaks: [1, 2]", "theme.breaks", "makes no classes of numbers")]
    [TestCase("method: quantile, attribute: people, values: [a, b]", "theme.values", "numbers take 'breaks'")]
    [TestCase("method: rating, attribute: level, breaks: [2], values: [a]", "theme.values", "numbers take 'breaks'")]
    [TestCase("method: manual, attribute: people", "theme.method", "'breaks' is missing")]
    [TestCase("method: status, attribute: level", "theme.method", "'breaks' is missing")]
    [TestCase("method: manual, attribute: people, breaks: [2, 2]", "theme.breaks", "above the one before")]
    [TestCase("method: categories, attribute: kind, values: [a, b, a]", "theme.values", "'a' is listed 2 times")]
    [TestCase("method: quantile", "theme", "'attribute' is missing")]
    [TestCase("method: quantile, attribute: people, expression: people * 2", "theme.expression", "not both")]
    [TestCase("method: quantil, attribute: people", "theme.method", "did you mean 'quantile'?")]
    [TestCase("method: quantile, attribute: people, classify: pretty", "theme.classify", "goes with 'method: graduated'")]
    [TestCase("method: quantile, attribute: people, classes: 0", "theme.classes", "1")]
    [TestCase("method: quantile, attribute: people, colours: [redd]", "theme.colours", "'redd' is no colour")]
    public void Parts_that_do_not_go_together_are_named(string recipe, string key, string message)
    {
        ConfigFault fault = FaultsOf(recipe).Single();

        Assert.That((fault.Key, fault.IsWarning), Is.EqualTo((key, false)));
        Assert.That(fault.Message, Does.Contain(message));
    }

    [TestCase("method: rating, attribute: level")]
    [TestCase("method: rating, attribute: level, values: [A, B, C]")]
    [TestCase("method: rating, attribute: level, breaks: [60, 80]")]
    [TestCase("method: graduated, attribute: people, classify: pretty")]
    [TestCase("method: hexagons, breaks: [10, 100]")]
    public void Parts_that_go_together_are_taken(string recipe) => Assert.That(FaultsOf(recipe), Is.Empty);

    private static IReadOnlyList<ConfigFault> FaultsOf(string recipe)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("maps"));
        File.WriteAllText(folder.PathOf("geoserve.yaml"), "");
        File.WriteAllText(folder.PathOf("maps/m.yaml"), $"title: M\ntheme: {{collection: towns, {recipe}}}\n");
        var faults = new ConfigFaults();
        ConfigurationFolder.Read(folder.Root, faults);
        return faults.All;
    }
}
