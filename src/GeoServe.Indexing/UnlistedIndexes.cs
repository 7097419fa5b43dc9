using GeoServe.Core.Catalogs;
using Microsoft.Extensions.Logging;

namespace GeoServe.Indexing;

/// <summary>
/// Deletes the index files of collections that no map draws any more, a day after that was seen first: what is left out by a mistake for an hour need not
/// be prepared anew.
/// </summary>
/// <param name="folder">Where the files are.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told what is deleted.</param>
internal sealed class UnlistedIndexes(string folder, TimeProvider time, ILogger log)
{
    /// <summary>How long a file is kept that no map needs.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);
    private DateTimeOffset _nextLook = DateTimeOffset.MinValue;

    /// <summary>Looks every ten minutes, however often it is asked.</summary>
    /// <param name="drawn">The collections that maps draw.</param>
    public void Sweep(IEnumerable<Collection> drawn)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now < _nextLook || !Directory.Exists(folder)) return;
        _nextLook = now + s_look;
        HashSet<string> needed = [.. drawn.Select(collection => collection.Id + IndexFormat.Extension)];
        string[] unlisted = [.. Directory.EnumerateFiles(folder, "*" + IndexFormat.Extension).Where(file => !needed.Contains(Path.GetFileName(file)))];
        foreach (string listed in _seen.Keys.Except(unlisted).ToArray()) _seen.Remove(listed);
        foreach (string file in unlisted)
        {
            if (_seen.TryAdd(file, now) || now - _seen[file] < Grace) continue;
            try
            {
                File.Delete(file);
                Log.Deleted(log, file);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                Log.NotDeleted(log, file, refused.Message);
            }
            _seen.Remove(file);
        }
    }
}
