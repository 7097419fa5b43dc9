namespace GeoServe.Core.Themes;

/// <summary>Something of a recipe that does not go with its collection.</summary>
/// <param name="Key">The recipe's key.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
/// <param name="IsWarning">True where the map is made all the same.</param>
public sealed record ThemeFault(string Key, string Message, bool IsWarning = false)
{
    internal static ThemeFault Unknown(string key, string what, string name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string meant = Spelling.Nearest(name, names) is { } nearest ? $"did you mean '{nearest}'?" : $"there is {string.Join(", ", names.Order(StringComparer.Ordinal).Take(20))}{(names.Length > 20 ? ", ..." : "")}.";
        return new(key, $"unknown {what} '{name}'; {meant}");
    }
}
