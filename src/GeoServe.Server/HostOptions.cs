using GeoServe.Core.Changes;
using GeoServe.Server.Configuration;

namespace GeoServe.Server;

/// <summary>What a server is started with.</summary>
/// <param name="Folder">The configuration.</param>
/// <param name="DataFolder">Everything that the server writes goes below it.</param>
/// <param name="Urls">Addresses to listen on.</param>
/// <param name="Snapshots">The first snapshot, already built.</param>
/// <param name="BuildAsync">Builds the catalog again.</param>
internal sealed record HostOptions(
    ConfigurationFolder Folder, string DataFolder, string[] Urls, SnapshotHolder Snapshots, Func<CancellationToken, Task<Snapshot>> BuildAsync)
{
    /// <summary>Full path of the fonts' folder: the configured one, else that of the fonts that come with the server.</summary>
    public string FontFolder => Folder.Server.FontFolder is { } folder ? Path.GetFullPath(Path.Combine(Folder.Path, folder)) : Path.Combine(AppContext.BaseDirectory, "fonts");
}
