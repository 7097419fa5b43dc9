using System.Globalization;
using GeoServe.TestKit;
using GeoServe.TestKit.Clients;

namespace GeoServe.ConformanceTests.Trials;

/// <summary>
/// A configuration folder and a GeoPackage made of the trials' files. Each file becomes a collection, named as the file in small letters; the styles
/// of the trials are bound to it.
/// </summary>
internal sealed class TrialConfiguration : IDisposable
{
    /// <summary>Name of the GeoPackage in the data folder.</summary>
    public const string File = "trials.gpkg";

    /// <summary>Environment variable with the connection string of the PostGIS collections.</summary>
    public const string PostGisVariable = "GEOSERVE_TRIALS";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _collections = [];
    private readonly List<Func<string, Task>> _loads = [];

    public TrialConfiguration()
    {
        foreach (string folder in new[] { "collections", "maps", "styles" }) Directory.CreateDirectory(_folder.PathOf("config", folder));
        Write("geoserve.yaml", "service: {title: Trials}\n");
    }

    /// <summary>The folder for <c>--config</c>.</summary>
    public string Folder => _folder.PathOf("config");

    /// <summary>Absolute path of a file of the trials.</summary>
    public static string FileOf(string name) => SharedFolder.Require("trials", "files", name);

    /// <summary>A style that shows fills, outlines and points of a collection.</summary>
    public static string Plain(string collection, string colour = "#3366CC") => $$"""
        {"version": 8, "sources": {"t": {"type": "vector"} }, "layers": [
          {"id": "fill", "type": "fill", "source": "t", "source-layer": "{{collection}}", "filter": ["==", ["geometry-type"], "Polygon"], "paint": {"fill-color": "{{colour}}", "fill-antialias": false} },
          {"id": "line", "type": "line", "source": "t", "source-layer": "{{collection}}", "paint": {"line-color": "{{colour}}"} },
          {"id": "point", "type": "circle", "source": "t", "source-layer": "{{collection}}", "filter": ["==", ["geometry-type"], "Point"], "paint": {"circle-color": "{{colour}}", "circle-radius": 4} }]}
        """;

    /// <summary>A style file of the trials with its source layer set to a collection.</summary>
    public static string StyleOf(string file, string collection) =>
        System.IO.File.ReadAllText(FileOf(file)).Replace("\"source-layer\": \"t\"", $"\"source-layer\": \"{collection}\"", StringComparison.Ordinal);

    /// <summary>Writes a file of the configuration.</summary>
    public void Write(string path, string content) => System.IO.File.WriteAllText(_folder.PathOf("config", path), content);

    /// <summary>Loads a GeoJSON file of the trials as a collection of the GeoPackage.</summary>
    public TrialConfiguration Load(string file, string collection, params string[] arguments)
    {
        _collections.Add(collection);
        _loads.Add(data => LoadAsync(Path.Combine(data, File), FileOf(file), collection, arguments));
        return this;
    }

    /// <summary>Adds a map in one or more styles, the first of which is its default.</summary>
    public TrialConfiguration Map(string id, string[] collections, params (string Id, string Json)[] styles)
    {
        foreach ((string style, string json) in styles) Write(Path.Combine("styles", style + ".json"), json);
        Write(Path.Combine("maps", id + ".yaml"), string.Create(CultureInfo.InvariantCulture, $$"""
            title: {{id}}
            collections: [{{string.Join(", ", collections)}}]
            styles: [{{string.Join(", ", styles.Select(style => style.Id))}}]
            zooms: {min: 0, max: 18}
            """));
        return this;
    }

    /// <summary>Loads a file and shows it as a map of the same name: in a style file of the trials, or in the plain one.</summary>
    public TrialConfiguration Show(string file, string id, string? style = null) =>
        Load(file, id).Map(id, [id], (id, style is null ? Plain(id) : StyleOf(style, id)));

    /// <summary>Adds collections on PostGIS, by the connection string in <see cref="PostGisVariable"/>.</summary>
    /// <param name="schema">Schema of the tables.</param> <param name="collections">Items as the configuration writes them, such as <c>{id: roads, key: k}</c>.</param>
    public TrialConfiguration PostGis(string schema, params string[] collections)
    {
        string items = string.Join("\n", collections.Select(item => "  - " + item));
        Write(Path.Combine("collections", "postgis.yaml"), $"source:\n  postgis: {{connectionVariable: {PostGisVariable}, schema: {schema}}}\ncollections:\n{items}\n");
        return this;
    }

    /// <summary>Writes the GeoPackage to the data folder of a server.</summary>
    public async Task FillAsync(string data)
    {
        foreach (Func<string, Task> load in _loads) await load(data);
    }

    /// <summary>The folder for <c>--config</c>, with the collections loaded so far.</summary>
    public string Finish()
    {
        if (_collections.Count > 0)
        {
            string items = string.Join("\n", _collections.Select(id => $"  - id: {id}"));
            Write(Path.Combine("collections", "trials.yaml"), $"source:\n  geopackage: {File}\ncollections:\n{items}\n");
        }
        return Folder;
    }

    public void Dispose() => _folder.Dispose();

    private static Task LoadAsync(string file, string source, string collection, string[] arguments)
    {
        string[] mode = System.IO.File.Exists(file) ? ["-update"] : [];
        return Gdal.OgrToOgrAsync(file, source, ["-f", "GPKG", .. mode, "-nln", collection, .. arguments]);
    }
}
