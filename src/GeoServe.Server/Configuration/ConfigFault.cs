namespace GeoServe.Server.Configuration;

/// <summary>One thing that is wrong in the configuration.</summary>
/// <param name="File">Path of the file, as the user would write it.</param>
/// <param name="Line">Line, from 1; 0 where the whole file is meant.</param>
/// <param name="Key">Path of the key, such as <c>cache.memory</c>; empty where the whole file is meant.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
/// <param name="IsWarning">True when it is served all the same.</param>
public sealed record ConfigFault(string File, int Line, string Key, string Message, bool IsWarning = false)
{
    /// <summary>As compilers write it, so that editors find the place.</summary>
    public override string ToString() =>
        $"{File}{(Line > 0 ? $":{Line}" : "")}: {(IsWarning ? "warning: " : "")}{(Key.Length > 0 ? Key + ": " : "")}{Message}";
}
