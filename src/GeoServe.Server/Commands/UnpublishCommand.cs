using System.CommandLine;
using System.Text.Json;
using GeoServe.Server.Publishing;

namespace GeoServe.Server.Commands;

/// <summary><c>geoserve unpublish</c>: takes back what was published, with its data, index and classes.</summary>
internal sealed class UnpublishCommand : Command
{
    public UnpublishCommand() : base("unpublish", "Take back what was published: its maps, collections, index and the copy of its data.")
    {
        var id = new Argument<string>("ID") { Description = "Id under which it was published." };
        var keep = new Option<bool>("--keep-data") { Description = "Leave the copy of the data in the data folder." };
        var json = new Option<bool>("--json") { Description = "Print the outcome as JSON." };
        Option<string> config = FolderOptions.Config(), data = FolderOptions.Data();
        Arguments.Add(id);
        foreach (Option option in (Option[])[keep, config, data, json]) Options.Add(option);
        SetAction((parsed, cancel) => RunAsync(parsed.GetValue(id)!, parsed.GetValue(keep), parsed.GetValue(config)!, parsed.GetValue(data)!, parsed.GetValue(json), cancel));
    }

    private static async Task<int> RunAsync(string id, bool keepsData, string config, string data, bool json, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(config))
        {
            await Console.Error.WriteLineAsync($"--config: there is no folder '{config}'.");
            return ExitCodes.WrongUse;
        }
        try
        {
            IReadOnlyList<string> removed = await new Unpublisher(config, data).UnpublishAsync(id, keepsData, cancellationToken);
            Console.WriteLine(json ? JsonSerializer.Serialize(new { removed }) : $"Removed: {string.Join(", ", removed)}.");
            return ExitCodes.Done;
        }
        catch (PublishException refused)
        {
            if (json) Console.WriteLine(JsonSerializer.Serialize(new { fault = refused.Message }));
            else await Console.Error.WriteLineAsync($"{id} is not unpublished: {refused.Message}");
            return ExitCodes.FaultsFound;
        }
    }
}
