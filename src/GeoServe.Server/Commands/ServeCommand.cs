using System.CommandLine;
using GeoServe.Core.Catalogs;
using GeoServe.Core.Changes;
using GeoServe.Server.Configuration;
using GeoServe.Server.Configuration.Themes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace GeoServe.Server.Commands;

/// <summary><c>geoserve serve</c>: the server. Grows the sample city first where the configuration asks for it and it is not there.</summary>
internal sealed class ServeCommand : Command
{
    private readonly Option<string> _config = FolderOptions.Config();
    private readonly Option<string> _data = FolderOptions.Data();
    private readonly Option<string?> _urls = new("--urls") { Description = "Addresses to listen on, joined by ';' (else ASPNETCORE_URLS, else http://localhost:8080).", HelpName = "URL" };

    public ServeCommand() : base("serve", "Serve the maps of a configuration.")
    {
        AddOptionsTo(this);
    }

    /// <summary>Adds the options and the action: the program without a verb is this one.</summary>
    public void AddOptionsTo(Command command)
    {
        command.Options.Add(_config);
        command.Options.Add(_data);
        command.Options.Add(_urls);
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(_config)!, parsed.GetValue(_data)!, parsed.GetValue(_urls), cancel));
    }

    private static async Task<int> RunAsync(string config, string data, string? urls, CancellationToken cancellationToken)
    {
        var faults = new ConfigFaults();
        ConfigurationFolder folder = ConfigurationFolder.Read(config, faults);      // for a sample that is to be grown first
        if (folder.ServerIsFaulty)
        {
            CheckCommand.Print(faults, Console.Error);
            await Console.Error.WriteLineAsync("The server does not start with these faults.");
            return ExitCodes.FaultsFound;
        }
        Directory.CreateDirectory(data);
        if (folder.Server.Sample is { } sample)
        {
            string city = Path.Combine(data, sample.File), seed = Path.Combine(folder.Path, sample.SeedData);
            (string heights, string slopes) = SampleCommand.RastersOf(city);
            if (!File.Exists(city)) await SampleCommand.GrowAsync(seed, city, sample.Scale, sample.Seed, cancellationToken);
            else if (!File.Exists(heights) || !File.Exists(slopes)) SampleCommand.WriteRelief(seed, city, sample.Scale, sample.Seed);
        }

        await using var sources = new SourceRegistry(data);
        var loader = new CatalogLoader(config, sources, new BreakStore(data), data);
        LoadedCatalog first = await loader.LoadAsync(previous: null, cancellationToken);
        if (first.Snapshot is null) return ExitCodes.FaultsFound;       // broken in this very moment
        var snapshots = new SnapshotHolder(first.Snapshot);
        string[] addresses = (urls ?? Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://localhost:8080").Split(';');
        await using WebApplication app = GeoServeHost.Build(new HostOptions(first, data, addresses, snapshots, loader));
        foreach (CatalogFault fault in snapshots.Current.Catalog.Faults) Log.LeftOut(app.Logger, fault.Subject, fault.Reason);
        await app.StartAsync(cancellationToken);
        IServerAddressesFeature? listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        Console.WriteLine($"GeoServe listens on {string.Join(" and ", listening?.Addresses ?? [])} with {snapshots.Current.Catalog.Maps.Length} maps.");
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Done;
    }
}
