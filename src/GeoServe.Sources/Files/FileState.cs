using System.Collections.Immutable;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.Files;

/// <summary>A file and those beside it as the file system has them: cheap to ask, the same as long as nothing was written.</summary>
internal sealed class FileState : IEquatable<FileState>
{
    private readonly ImmutableArray<(long Length, DateTime Written, long Change)> _files;

    private FileState(ImmutableArray<(long, DateTime, long)> files) => _files = files;

    /// <summary>Time of the last writing of any of them.</summary>
    public DateTime Written => _files.Max(file => file.Written);

    /// <summary>Size and time of each; a file that is not there has the length -1.</summary>
    public IEnumerable<(long Length, long Ticks)> Parts => _files.Select(file => (file.Length, file.Written.Ticks));

    /// <summary>Looks.</summary>
    /// <param name="paths">The first must be there, the others may.</param>
    /// <exception cref="SourceUnavailableException">The first is not there or may not be seen.</exception>
    public static FileState Of(ImmutableArray<string> paths)
    {
        try
        {
            return new FileState([.. paths.Select((path, i) => Look(path, isNeeded: i == 0))]);
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            throw new SourceUnavailableException($"File '{paths[0]}' cannot be read: {away.Message}", away);
        }
    }

    /// <inheritdoc/>
    public bool Equals(FileState? other) => other is not null && _files.AsSpan().SequenceEqual(other._files.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FileState);

    /// <inheritdoc/>
    public override int GetHashCode() => _files.IsEmpty ? 0 : _files[0].GetHashCode();

    private static (long, DateTime, long) Look(string path, bool isNeeded)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.Length, file.LastWriteTimeUtc, FileChange.Of(file))
            : isNeeded ? throw new FileNotFoundException(Directory.Exists(path) ? "it is a folder." : "it is not there.")
            : (-1, default, default);
    }
}
