using System.CommandLine;

namespace GeoServe.Server.Commands;

/// <summary>The options that several verbs share.</summary>
internal static class FolderOptions
{
    public static Option<string> Config() => new("--config") { Description = "Folder with geoserve.yaml, collections, maps and styles.", DefaultValueFactory = _ => "config", HelpName = "DIR" };

    public static Option<string> Data() => new("--data") { Description = "Folder of GeoPackages; everything that is written goes below it.", DefaultValueFactory = _ => "data", HelpName = "DIR" };
}
