namespace GeoServe.Server.Publishing;

/// <summary>A file cannot be published as it is; the message says what is wrong and what to do.</summary>
internal sealed class PublishException(string message) : Exception(message)
{
    /// <summary>What a source says of a file, which is named without its folder.</summary>
    public static PublishException Of(Exception broken, string file) =>
        new(broken.Message.Replace(Path.GetDirectoryName(Path.GetFullPath(file)) + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
}
