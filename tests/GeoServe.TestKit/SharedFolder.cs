using NUnit.Framework;

namespace GeoServe.TestKit;

/// <summary>The reference data and schemas outside the checkout, in the folder that <c>GEOSERVE_SHARED</c> names.</summary>
public static class SharedFolder
{
    /// <summary>The folder, or null where the variable is not set.</summary>
    public static string? Root { get; } = Environment.GetEnvironmentVariable("GEOSERVE_SHARED") is { Length: > 0 } root ? root : null;

    /// <summary>The absolute path of a file or folder there; a test without it is skipped and says so.</summary>
    public static string Require(params ReadOnlySpan<string> parts)
    {
        if (Root is null)
        {
            Assert.Ignore("GEOSERVE_SHARED is not set: the reference data is not at hand.");
        }

        string path = Path.Combine([Root, .. parts]);
        Assert.That(path, Does.Exist, "GEOSERVE_SHARED is set, but lacks this.");
        return path;
    }
}
