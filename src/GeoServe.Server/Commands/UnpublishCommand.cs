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
        SetAction(parsed => Run(parsed.GetValue(id)!, parsed.GetValue(keep), parsed.GetValue(config)!, parsed.GetValue(data)!, parsed.GetValue(json)));
    }

    private static int Run(string id, bool keepsData, string config, string data, bool json)
    {
        if (!Directory.Exists(config))
        {
            Console.Error.WriteLine($"--config: there is no folder '{config}'.");
            return ExitCodes.WrongUse;
        }
        try
        {
            IReadOnlyList<string> removed = new Unpublisher(config, data).Unpublish(id, keepsData);
            Console.WriteLine(json ? JsonSerializer.Serialize(new { removed }) : $"Removed: {string.Join(", ", removed)}.");
            return ExitCodes.Done;
        }
        catch (PublishException refused)
        {
            if (json) Console.WriteLine(JsonSerializer.Serialize(new { fault = refused.Message }));
            else Console.Error.WriteLine($"{id} is not unpublished: {refused.Message}");
            return ExitCodes.FaultsFound;
        }
    }
}
