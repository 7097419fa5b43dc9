using GeoServe.TestKit.Processes;

namespace GeoServe.TestKit.Clients;

/// <summary>Checks documents against the official schemas of the OGC, by libxml2, without a network.</summary>
public static class XmlSchema
{
    /// <summary>The version of xmllint, such as <c>20914</c>.</summary>
    public static async Task<string> VersionAsync() =>
        (await new Command("xmllint", "--version").RunAsync()).Succeeded().Error.Split('\n')[0].Trim();

    /// <summary>The faults that xmllint finds; empty for a valid document. The test is skipped without the schemas.</summary>
    /// <param name="xml">The document.</param>
    /// <param name="schema">Path below the schemas' root, such as <c>wmts/1.0/wmtsGetCapabilities_response.xsd</c>.</param>
    public static async Task<string> FaultsAsync(string xml, string schema)
    {
        string schemaFile = SharedFolder.Require(["schemas", .. schema.Split('/')]);
        using var folder = new TemporaryFolder();
        string file = folder.PathOf("document.xml");
        await File.WriteAllTextAsync(file, xml);

        CommandResult result = await new Command("xmllint", "--nonet", "--noout", "--schema", schemaFile, file)
        {
            Environment = new Dictionary<string, string> { ["XML_CATALOG_FILES"] = SharedFolder.Require("schemas", "catalog.xml") },
        }.RunAsync();
        return result.ExitCode == 0 ? "" : result.Error.Replace(file, "document.xml", StringComparison.Ordinal);
    }
}
