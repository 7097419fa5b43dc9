using System.Text.Encodings.Web;
using System.Text.Json;

namespace GeoServe.Server.Configuration.Themes;

/// <summary>
/// The classes of themes, kept with their versions in <c>breaks/MAP.json</c> below the data folder: managed data, the same after every start and
/// on every node that shares the folder. A file is written aside and renamed, so it is whole or as it was.
/// </summary>
/// <param name="dataFolder">Everything that the server writes goes below it.</param>
/// <param name="isReadOnly">True to keep nothing: for a check.</param>
internal sealed class BreakStore(string dataFolder, bool isReadOnly = false)
{
    private const int MostVersions = 50;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All versions of a map's classes, the newest last; empty where there are none.</summary>
    /// <exception cref="InvalidDataException">The file is there and cannot be read.</exception>
    public IReadOnlyList<StoredBreaks> Read(string map)
    {
        string file = FileOf(map);
        if (!File.Exists(file)) return [];
        try
        {
            return JsonSerializer.Deserialize<StoredBreaks[]>(File.ReadAllBytes(file), Options) ?? [];
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"the classes kept in '{file}' cannot be read: {broken.Message.Split(" Path:")[0]} Remove the file to have them made anew.", broken);
        }
    }

    /// <summary>Keeps a new version; the oldest beyond 50 are dropped.</summary>
    public void Add(string map, StoredBreaks breaks)
    {
        if (isReadOnly) return;
        string file = FileOf(map);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string aside = $"{file}.{Environment.ProcessId}.new";
        StoredBreaks[] all = [.. Read(map).Append(breaks).TakeLast(MostVersions)];
        using (FileStream stream = File.Create(aside))
        {
            JsonSerializer.Serialize(stream, all, Options);
            stream.Flush(flushToDisk: true);
        }
        File.Move(aside, file, overwrite: true);
    }

    /// <summary>Full path of the folder that holds them; it need not be there.</summary>
    public string Folder { get; } = Path.GetFullPath(Path.Combine(dataFolder, "breaks"));

    /// <summary>Removes all versions of a map's classes.</summary>
    public void Remove(string map) => File.Delete(FileOf(map));

    private string FileOf(string map) => Path.Combine(Folder, map + ".json");
}
