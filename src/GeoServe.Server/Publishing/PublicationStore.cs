using System.Globalization;

namespace GeoServe.Server.Publishing;

/// <summary>
/// Puts what is published in its place so that it is there whole or not at all, however the program ends. A publication is prepared in a folder aside: data and
/// the files of its configuration. One renaming of that folder decides; after it, the configuration's files are set, the collections before the maps that draw them.
/// Who opens the store next, the server too, finishes what was decided and not yet done. Only one process works in it at a time.
/// </summary>
internal sealed class PublicationStore : IDisposable
{
    private const string Decided = "config";
    private const string Removing = "removing";

    /// <summary>Name of a file in <c>config</c> of a prepared folder with the paths of the configuration's files that go, a line each.</summary>
    public const string Stale = "stale.txt";

    private static readonly TimeSpan s_untilRemoved = TimeSpan.FromMinutes(1);

    private static readonly string[] s_order = ["styles", "collections", "maps"];

    private readonly string _config;
    private readonly string _folder;
    private readonly FileStream _lock;

    private PublicationStore(string config, string folder, FileStream held) => (_config, _folder, _lock) = (config, folder, held);

    /// <summary>Name of the folder of all publications below the data folder.</summary>
    public const string FolderName = "published";

    /// <summary>Opens the store and finishes what another process left; null while another process works in it.</summary>
    public static PublicationStore? TryOpen(string config, string data)
    {
        string folder = Path.Combine(Path.GetFullPath(data), FolderName);
        Directory.CreateDirectory(folder);
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);     // the system lets go of it when the process ends, however
        }
        catch (IOException)
        {
            return null;
        }
        var store = new PublicationStore(Path.GetFullPath(config), folder, held);
        store.Finish();
        store.RemoveOlder();
        return store;
    }

    /// <summary>True where something is decided and not yet done: cheap, and without the lock.</summary>
    public static bool HasUnfinished(string data)
    {
        string folder = Path.Combine(data, FolderName);
        return Directory.Exists(folder) && Directory.EnumerateDirectories(folder).Any(one => Directory.Exists(Path.Combine(one, Decided)) || File.Exists(Path.Combine(one, Removing)));
    }

    /// <summary>A new empty folder to prepare a publication in, on the disk of its place.</summary>
    public string Prepare()
    {
        string aside = Path.Combine(_folder, $".aside-{Guid.NewGuid():N}");
        Directory.CreateDirectory(aside);
        return aside;
    }

    /// <summary>The name of the folder of the next version of a publication.</summary>
    public string NameOf(string id)
    {
        int newest = Directory.EnumerateDirectories(_folder, id + ".*").Select(folder => int.TryParse(Path.GetFileName(folder).AsSpan(id.Length + 1), out int version) ? version : 0).DefaultIfEmpty().Max();
        return string.Create(CultureInfo.InvariantCulture, $"{id}.{newest + 1}");
    }

    /// <summary>Decides: the folder that was prepared, data and below <c>config</c> the files of the configuration, takes its place.</summary>
    public void Commit(string aside, string name)
    {
        Directory.Move(aside, Path.Combine(_folder, name));
        Finish();
    }

    /// <summary>Decides that a publication goes: files of the configuration first, the maps before their collections, then the data.</summary>
    /// <param name="name">Name of its folder.</param>
    /// <param name="files">Paths of the configuration's files, relative to its folder.</param>
    /// <param name="keepsData">True to leave the data.</param>
    /// <param name="grace">How long the data stay after the configuration: a server that runs reads them until it has seen the change.</param>
    /// <param name="cancellationToken">Ends the waiting; the data then go when the store is opened next.</param>
    public async Task RemoveAsync(string name, IEnumerable<string> files, bool keepsData, TimeSpan grace, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(_folder, name), aside = Path.Combine(folder, $".{Removing}");
        File.WriteAllLines(aside, files.Prepend(keepsData ? "keep" : "remove"));
        File.Move(aside, Path.Combine(folder, Removing), overwrite: true);
        RemoveFiles(folder);
        if (!keepsData) await Task.Delay(grace, cancellationToken).ConfigureAwait(false);
        Finish();
    }

    public void Dispose() => _lock.Dispose();

    private void Finish()
    {
        foreach (string folder in Directory.EnumerateDirectories(_folder).Order(StringComparer.Ordinal).ToArray())
        {
            // Never decided: what a process left that was killed. Whoever prepares one holds the lock.
            if (Path.GetFileName(folder).StartsWith(".aside-", StringComparison.Ordinal)) Directory.Delete(folder, recursive: true);
            else if (File.Exists(Path.Combine(folder, Removing))) FinishRemoving(folder);
            else if (Directory.Exists(Path.Combine(folder, Decided))) FinishPublishing(folder);
        }
    }

    // A server that runs reads the version before for some seconds after a new one is there.
    private void RemoveOlder()
    {
        var versions = Directory.EnumerateDirectories(_folder).Select(folder => (Folder: folder, Parts: Path.GetFileName(folder).Split('.')))
            .Where(one => one.Parts is [_, var number] && int.TryParse(number, out _)).ToLookup(one => one.Parts[0], one => (one.Folder, Number: int.Parse(one.Parts[1], CultureInfo.InvariantCulture)));
        foreach (var publication in versions)
        {
            var newest = publication.MaxBy(one => one.Number);
            if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(newest.Folder) < s_untilRemoved) continue;
            foreach (var older in publication.Where(one => one.Number < newest.Number)) Directory.Delete(older.Folder, recursive: true);
        }
    }

    private void FinishPublishing(string folder)
    {
        string decided = Path.Combine(folder, Decided);
        foreach (string part in s_order.Where(part => Directory.Exists(Path.Combine(decided, part))))
        {
            Directory.CreateDirectory(Path.Combine(_config, part));
            foreach (string file in Directory.EnumerateFiles(Path.Combine(decided, part)))
            {
                string place = Path.Combine(_config, part, Path.GetFileName(file)), aside = place + ".new";
                File.Copy(file, aside, overwrite: true);
                File.Move(aside, place, overwrite: true);
            }
        }
        string stale = Path.Combine(decided, Stale);
        foreach (string file in File.Exists(stale) ? File.ReadAllLines(stale) : []) File.Delete(Path.Combine(_config, file));
        Directory.Delete(decided, recursive: true);
    }

    private void FinishRemoving(string folder)
    {
        if (RemoveFiles(folder) == "keep") File.Delete(Path.Combine(folder, Removing));
        else Directory.Delete(folder, recursive: true);
    }

    private string RemoveFiles(string folder)
    {
        string[] lines = File.ReadAllLines(Path.Combine(folder, Removing));
        foreach (string file in lines.Skip(1)) File.Delete(Path.Combine(_config, file));
        return lines[0];
    }
}
