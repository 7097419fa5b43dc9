namespace GeoServe.Sources.Files;

/// <summary>Names of columns that a file leaves open.</summary>
internal static class ColumnNames
{
    /// <summary>The first of some names that is not taken yet, capitals or not.</summary>
    public static string Free(IReadOnlyCollection<string> taken, params ReadOnlySpan<string> wanted)
    {
        foreach (string name in wanted)
        {
            if (!taken.Contains(name, StringComparer.OrdinalIgnoreCase)) return name;
        }
        return Unique(wanted[^1], taken);
    }

    /// <summary>The name, or with a number behind it where it is taken.</summary>
    public static string Unique(string name, IReadOnlyCollection<string> taken)
    {
        string unique = name;
        for (int i = 2; taken.Contains(unique, StringComparer.Ordinal); i++) unique = $"{name}_{i}";
        return unique;
    }
}
