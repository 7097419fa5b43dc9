namespace GeoServe.TestKit;

/// <summary>Files below <c>tests/fixtures</c> of the working copy.</summary>
public static class Fixtures
{
    private static readonly Lazy<string> Repository = new(FindRepository);

    /// <summary>The folder with <c>GeoServe.sln</c>.</summary>
    public static string Root => Repository.Value;

    /// <summary>Path of a fixture, by its path below <c>tests/fixtures</c>, such as "golden/rendering/dash.png".</summary>
    public static string PathOf(string name) => Path.Combine(Root, "tests", "fixtures", name);

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GeoServe.sln"))) return folder.FullName;
        }
        throw new DirectoryNotFoundException("GeoServe.sln was found in no folder above " + AppContext.BaseDirectory);
    }
}
