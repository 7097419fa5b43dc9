namespace GeoServe.Indexing;

/// <summary>
/// The right to write into a folder of indexes: one keeper at a time has it, of all processes of the machine, since two that build one file beside each
/// other pull it from under each other's feet. Given back when it is disposed, and by the system when its process ends in whatever way.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the right; null where another has it.</summary>
    /// <param name="folder">The folder; the lock is a file beside it.</param>
    public static FolderLock? TryTake(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FolderLock(new FileStream(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
