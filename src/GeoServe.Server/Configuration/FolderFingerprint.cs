using System.IO.Enumeration;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace GeoServe.Server.Configuration;

/// <summary>Tells whether a file of the configuration was written, added or removed, by names, sizes and times alone: some milliseconds for thousands of files.</summary>
/// <param name="config">The configuration folder.</param>
/// <param name="breaks">The folder with the classes of themes.</param>
internal sealed class FolderFingerprint(string config, string breaks)
{
    /// <summary>Full path of the configuration folder.</summary>
    public string Folder { get; } = Path.GetFullPath(config);

    /// <summary>Another number after a change; the order in which a folder lists its files does not count.</summary>
    public ulong Read()
    {
        ulong sum = Of(Folder, "geoserve.yaml") + Of(breaks, "*.json");
        foreach ((string folder, string pattern) in new[] { ("collections", "*.yaml"), ("maps", "*.yaml"), ("styles", "*.json") }) sum += Of(Path.Combine(Folder, folder), pattern);
        return sum;
    }

    private static ulong Of(string folder, string pattern)
    {
        ulong sum = 0;
        if (!Directory.Exists(folder)) return sum;
        try
        {
            var files = new FileSystemEnumerable<ulong>(folder, Hash) { ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && FileSystemName.MatchesSimpleExpression(pattern, entry.FileName) };
            foreach (ulong file in files) sum += file;
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            return sum;     // removed meanwhile: the next look tells
        }
        return sum;
    }

    private static ulong Hash(ref FileSystemEntry entry)
    {
        ReadOnlySpan<long> facts = [entry.Length, entry.LastWriteTimeUtc.Ticks];
        ulong name = XxHash64.HashToUInt64(MemoryMarshal.AsBytes(entry.FileName), XxHash32.HashToUInt32(MemoryMarshal.AsBytes(entry.Directory)));
        return XxHash64.HashToUInt64(MemoryMarshal.AsBytes(facts), (long)name);
    }
}
