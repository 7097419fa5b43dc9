using System.Xml.Linq;
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
    public static Task<string> FaultsAsync(string xml, string schema) => RunAsync(xml, SchemaFile(schema));

    /// <summary>The same for a document with elements of an application's schema too, such as features in a WFS's answer.</summary>
    /// <param name="xml">The document.</param>
    /// <param name="schema">Path of the frame's schema below the schemas' root, such as <c>wfs/2.0/wfs.xsd</c>.</param>
    /// <param name="applicationNamespace">Namespace of the application's elements.</param>
    /// <param name="applicationSchema">Their schema.</param>
    public static async Task<string> FaultsAsync(string xml, string schema, string applicationNamespace, string applicationSchema)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("application.xsd"), applicationSchema);
        XNamespace xsd = "http://www.w3.org/2001/XMLSchema";
        XElement both = new(
            xsd + "schema",
            new XElement(xsd + "import", new XAttribute("namespace", FrameNamespace(schema)), new XAttribute("schemaLocation", SchemaFile(schema))),
            new XElement(xsd + "import", new XAttribute("namespace", applicationNamespace), new XAttribute("schemaLocation", "application.xsd")));
        await File.WriteAllTextAsync(folder.PathOf("both.xsd"), both.ToString());
        return await RunAsync(xml, folder.PathOf("both.xsd"));
    }

    private static string SchemaFile(string schema) => SharedFolder.Require(["schemas", .. schema.Split('/')]);

    private static string FrameNamespace(string schema) => XDocument.Load(SchemaFile(schema)).Root!.Attribute("targetNamespace")!.Value;

    private static async Task<string> RunAsync(string xml, string schemaFile)
    {
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
