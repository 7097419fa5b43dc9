using System.IO.Hashing;
using GeoServe.Core.Styles;
using GeoServe.Core.Styles.MapLibre;

namespace GeoServe.Server.Configuration;

/// <summary>All that stands in a configuration folder, read and checked as far as files tell: no source is opened.</summary>
internal sealed class ConfigurationFolder
{
    private readonly ConfigFaults _faults;

    private ConfigurationFolder(string path, ConfigFaults faults) => (Path, _faults) = (path, faults);

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>geoserve.yaml.</summary>
    public ServerOptions Server { get; private set; } = new();

    /// <summary>True when the server's own options are wrong: it does not start with them.</summary>
    public bool ServerIsFaulty { get; private set; }

    /// <summary>Collections by id.</summary>
    public Dictionary<string, CollectionOptions> Collections { get; } = new(StringComparer.Ordinal);

    /// <summary>Maps that can be read, in the order of their files.</summary>
    public List<MapOptions> Maps { get; } = [];

    /// <summary>Ids of maps whose files cannot be read.</summary>
    public List<string> BrokenMaps { get; } = [];

    /// <summary>Styles by id that can be read; the JSON and its hash.</summary>
    public Dictionary<string, (Style Style, byte[] Json, ulong Hash)> Styles { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a folder; what is wrong is added to the faults.</summary>
    public static ConfigurationFolder Read(string path, ConfigFaults faults)
    {
        var folder = new ConfigurationFolder(System.IO.Path.GetFullPath(path), faults);
        if (!Directory.Exists(folder.Path))
        {
            faults.Add(new ConfigFault(path, 0, "", "there is no such folder; name the configuration's folder by --config."));
            folder.ServerIsFaulty = true;
            return folder;
        }
        folder.ReadServer(faults);
        folder.ReadCollections(faults);
        folder.ReadStyles(faults);
        folder.ReadMaps(faults);
        return folder;
    }

    /// <summary>The first fault of a file of the folder, for people; null where it has none.</summary>
    /// <param name="parts">The file's path below the folder, part by part.</param>
    public string? FaultOf(params ReadOnlySpan<string> parts)
    {
        string file = Shown(System.IO.Path.Combine([Path, .. parts]));
        return _faults.All.FirstOrDefault(fault => fault.File == file && !fault.IsWarning)?.ToString();
    }

    private void ReadServer(ConfigFaults faults)
    {
        string file = System.IO.Path.Combine(Path, "geoserve.yaml");
        if (!File.Exists(file)) return;
        int before = faults.Count;
        if (YamlSection.Load(file, Shown(file), faults) is { } yaml)
        {
            Server = ServerOptions.Read(yaml);
            if (Server.FontFolder is { } fonts && !HasFonts(System.IO.Path.Combine(Path, fonts)))
            {
                faults.Add(yaml.PlaceOf("fonts"), $"there is no folder '{fonts}' with fonts (*.otf, *.ttf) in it; without this section the fonts that come with the server are used.");
            }
        }
        ServerIsFaulty = faults.Count > before;
    }

    private void ReadCollections(ConfigFaults faults)
    {
        foreach (string file in Files("collections", "*.yaml"))
        {
            if (YamlSection.Load(file, Shown(file), faults) is not { } yaml) continue;
            foreach (CollectionOptions collection in CollectionOptions.ReadFile(yaml))
            {
                if (Collections.TryAdd(collection.Id, collection)) continue;
                YamlPlace first = Collections[collection.Id].Place;
                faults.Add(collection.Place, $"collection '{collection.Id}' is there already, at {first.File}:{first.Line}.");
            }
        }
    }

    private void ReadStyles(ConfigFaults faults)
    {
        foreach (string file in Files("styles", "*.json"))
        {
            string id = System.IO.Path.GetFileNameWithoutExtension(file);
            if (!Identifiers.IsValid(id)) faults.Add(new ConfigFault(Shown(file), 0, "", $"the file's name is the style's id, and '{id}' is none."));
            byte[] json;
            try
            {
                json = File.ReadAllBytes(file);
            }
            catch (Exception away) when (away is IOException or UnauthorizedAccessException)
            {
                faults.Add(new ConfigFault(Shown(file), 0, "", $"the file cannot be read: {away.Message}"));
                continue;
            }
            StyleReading reading = MapLibreStyleReader.Read(json);
            foreach (StyleFault fault in reading.Faults) faults.Add(new ConfigFault(Shown(file), fault.Line, fault.Pointer, fault.Message, fault.IsWarning));
            if (reading.Style is { } style) Styles[id] = (style, json, XxHash64.HashToUInt64(json));
        }
    }

    private void ReadMaps(ConfigFaults faults)
    {
        foreach (string file in Files("maps", "*.yaml"))
        {
            string id = System.IO.Path.GetFileNameWithoutExtension(file);
            if (YamlSection.Load(file, Shown(file), faults) is { } yaml && MapOptions.Read(yaml, id) is { } map) Maps.Add(map);
            else BrokenMaps.Add(id);
        }
    }

    private static bool HasFonts(string folder) => Directory.Exists(folder)
        && Directory.EnumerateFiles(folder).Any(file => System.IO.Path.GetExtension(file).ToLowerInvariant() is ".otf" or ".ttf");

    private string[] Files(string folder, string pattern)
    {
        string path = System.IO.Path.Combine(Path, folder);
        return Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, pattern).Order(StringComparer.Ordinal)] : [];
    }

    private string Shown(string file) => System.IO.Path.Combine(System.IO.Path.GetFileName(Path), System.IO.Path.GetRelativePath(Path, file));
}
