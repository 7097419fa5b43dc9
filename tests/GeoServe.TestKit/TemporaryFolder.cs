namespace GeoServe.TestKit;

/// <summary>A new folder of its own below the system's one for temporary files, deleted with all in it on disposal.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>The folder's absolute path.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("geoserve-test-").FullName;

    /// <summary>The absolute path of a file or folder in it, which need not exist.</summary>
    public string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    public void Dispose()
    {
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }
}
