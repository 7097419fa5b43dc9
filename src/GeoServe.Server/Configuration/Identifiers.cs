namespace GeoServe.Server.Configuration;

/// <summary>Ids of maps, collections and styles: <c>[a-z0-9][a-z0-9_-]*</c>, so that they stand in addresses, file names and keys as they are.</summary>
internal static class Identifiers
{
    public static string? Read(YamlSection yaml, string key)
    {
        if (yaml.RequiredText(key) is not { } id) return null;
        if (IsValid(id)) return id;
        yaml.Faults.Add(yaml.PlaceOf(key), $"'{id}' is no id: small letters, digits, '-' and '_', beginning with a letter or digit.");
        return null;
    }

    public static bool IsValid(string id) =>
        id.Length is > 0 and <= 100 && IsFirst(id[0]) && id.All(c => IsFirst(c) || c is '-' or '_');

    private static bool IsFirst(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
