using System.Text.Json;
using GeoServe.TestKit.Processes;

namespace GeoServe.TestKit.Clients;

/// <summary>Scripts of <c>tests/clients</c> under Debian's Python, to which its OWSLib, QGIS and GDAL modules belong.</summary>
internal static class PythonClient
{
    private static readonly Dictionary<string, string> WithoutScreen = new()
    {
        ["QT_QPA_PLATFORM"] = "offscreen",
        ["PYTHONDONTWRITEBYTECODE"] = "1",
        ["PYTHONIOENCODING"] = "utf-8",
    };

    /// <summary>Runs a script that prints one JSON document as its last line.</summary>
    public static async Task<JsonElement> RunAsync(string script, params string[] arguments)
    {
        using var profile = new TemporaryFolder();      // QGIS keeps settings and answers below it
        var command = new Command("/usr/bin/python3", [RepositoryFolder.PathOf("tests", "clients", script), .. arguments])
        {
            Environment = new Dictionary<string, string>(WithoutScreen) { ["HOME"] = profile.Root, ["XDG_RUNTIME_DIR"] = profile.Root },
            TimeOut = TimeSpan.FromSeconds(120),
        };
        CommandResult result = (await command.RunAsync()).Succeeded();
        string last = result.Output.TrimEnd().Split('\n')[^1];
        try
        {
            using JsonDocument document = JsonDocument.Parse(last);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new CommandFailedException($"{result.CommandLine}\nprinted no JSON.\n{result.Error}\n{result.Output}");
        }
    }
}
