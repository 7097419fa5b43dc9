using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GeoServe.Server.Configuration;
using GeoServe.TestKit;
using Json.Schema;
using NUnit.Framework;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GeoServe.UnitTests.Configuration;

/// <summary>The configuration of the repository and its JSON Schemas, which editors complete and check by.</summary>
public class ConfigurationSchemaTests
{
    private static readonly string Config = Path.Combine(RepositoryFolder.Root, "config");

    private static readonly ConcurrentDictionary<string, JsonSchema> Schemas = new();

    public static IEnumerable<TestCaseData> Files()
    {
        yield return new TestCaseData("geoserve", Path.Combine(Config, "geoserve.yaml")).SetArgDisplayNames("geoserve.yaml");
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Config, "collections"), "*.yaml")) yield return new TestCaseData("collections", file).SetArgDisplayNames(Path.GetFileName(file));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Config, "maps"), "*.yaml")) yield return new TestCaseData("map", file).SetArgDisplayNames(Path.GetFileName(file));
    }

    [TestCaseSource(nameof(Files))]
    public void Each_file_is_valid_by_its_schema(string schema, string file)
    {
        EvaluationResults results = SchemaOf(schema).Evaluate(JsonSerializer.SerializeToElement(Json(file)), new EvaluationOptions { OutputFormat = OutputFormat.List });

        Assert.That(results.IsValid, Is.True, string.Join('\n', (results.Details ?? []).Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}")));
    }

    [Test]
    public void The_whole_configuration_has_no_fault()
    {
        var faults = new ConfigFaults();

        ConfigurationFolder.Read(Config, faults);

        Assert.That(faults.All, Is.Empty);
    }

    // Whoever adds a key to one side and forgets the other is told here.
    [TestCase("geoserve", "geoserve.yaml", "service: {}\ncache: {redis: {connectionVariable: R}}\nlimits: {}\nproxy: {}\nfonts: {}\nsample: {file: a, seedData: b}\n")]
    [TestCase("collections", "collections/c.yaml", "source: {geopackage: a}\ncollections: [{id: a}]\n")]
    [TestCase("map", "maps/m.yaml", "title: a\ncollections: [a]\nzooms: {}\n")]
    public void The_reader_knows_the_keys_of_the_schema_and_no_others(string schema, string file, string yaml)
    {
        JsonNode node = JsonNode.Parse(File.ReadAllText(Path.Combine(Config, "schemas", schema + ".schema.json")))!;
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // A key that nobody knows is answered with the known ones, when none is near.
        File.WriteAllText(path, yaml + "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq: 1\n");
        var faults = new ConfigFaults();

        ConfigurationFolder.Read(folder.Root, faults);

        string message = faults.All.Single(fault => fault.Key.StartsWith("qqq", StringComparison.Ordinal)).Message;
        string[] known = message[(message.IndexOf("there is ", StringComparison.Ordinal) + "there is ".Length)..].TrimEnd('.').Split(", ");
        Assert.That(known, Is.EquivalentTo(node["properties"]!.AsObject().Select(property => property.Key)));
    }

    private static JsonSchema SchemaOf(string name) =>
        Schemas.GetOrAdd(name, name => JsonSchema.FromFile(Path.Combine(Config, "schemas", name + ".schema.json")));

    private static JsonNode? Json(string file)
    {
        var stream = new YamlStream();
        using (var reader = new StreamReader(file)) stream.Load(reader);
        return Json(stream.Documents[0].RootNode);
    }

    private static JsonNode? Json(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping: return new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value))));
            case YamlSequenceNode list: return new JsonArray([.. list.Children.Select(Json)]);
        }
        var scalar = (YamlScalarNode)node;
        if (scalar.Style != ScalarStyle.Plain) return JsonValue.Create(scalar.Value);
        return scalar.Value switch
        {
            null or "" or "null" or "~" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => JsonValue.Create(whole),
            var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => JsonValue.Create(number),
            var text => JsonValue.Create(text),
        };
    }
}
