using System.CommandLine;
using System.Text.Json;

namespace GeoServe.LoadTest.Results;

/// <summary>The results of one run: a line of JSON for each measurement, so that steps can be run one by one.</summary>
internal static class ResultFile
{
    /// <summary>Where results are added.</summary>
    public static Option<string> Option() => new("--results") { Description = "File to which results are added, a line of JSON each.", Required = true, HelpName = "FILE.jsonl" };

    public static void Add(string path, Measurement measurement)
    {
        string line = JsonSerializer.Serialize(measurement);
        File.AppendAllText(path, line + "\n");
        Console.Error.WriteLine(line);
    }

    public static List<Measurement> Read(string path) => [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<Measurement>(line)!)];
}
