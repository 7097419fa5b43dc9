using GeoServe.Core.Changes;
using GeoServe.Server.Configuration;

namespace GeoServe.Server;

/// <summary>What a server is started with.</summary>
/// <param name="First">The configuration, read and built.</param>
/// <param name="DataFolder">Everything that the server writes goes below it.</param>
/// <param name="Urls">Addresses to listen on.</param>
/// <param name="Snapshots">Holds the first snapshot.</param>
/// <param name="Loader">Loads the configuration again.</param>
internal sealed record HostOptions(
    LoadedCatalog First, string DataFolder, string[] Urls, SnapshotHolder Snapshots, CatalogLoader Loader)
{
    /// <summary>The configuration.</summary>
    public ConfigurationFolder Folder => First.Folder;

    /// <summary>Full path of the fonts' folder: the configured one, else that of the fonts that come with the server.</summary>
    public string FontFolder => Folder.Server.FontFolder is { } folder ? Path.GetFullPath(Path.Combine(Folder.Path, folder)) : Path.Combine(AppContext.BaseDirectory, "fonts");
}
