using System.CommandLine;

namespace GeoServe.LoadTest.Cities;

/// <summary><c>index</c>: builds the indexes that are missing, before a server and this program read the same.</summary>
internal sealed class IndexCommand : Command
{
    private readonly Option<string> _config = new("--config") { Description = "GeoServe's configuration.", Required = true };
    private readonly Option<string> _data = new("--data") { Description = "Its data folder.", Required = true };

    public IndexCommand() : base("index", "Build the indexes that are missing.")
    {
        Options.Add(_config);
        Options.Add(_data);
        SetAction(async (parsed, cancellationToken) =>
        {
            await using City city = await City.OpenAsync(parsed.GetValue(_config)!, parsed.GetValue(_data)!, "everything", cancellationToken);
            await city.BuildIndexesAsync(cancellationToken);
            return 0;
        });
    }
}
