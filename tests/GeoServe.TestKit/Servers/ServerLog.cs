using System.Text.RegularExpressions;

namespace GeoServe.TestKit.Servers;

/// <summary>Reads entries out of a log in the form of .NET's console logger, on one line or with the text on indented lines below.</summary>
public static partial class ServerLog
{
    /// <summary>The entries of level Warning, Error and Critical, each with the lines that belong to it.</summary>
    public static IReadOnlyList<string> Warnings(IReadOnlyList<string> lines)
    {
        var entries = new List<string>();
        bool inWarning = false;
        foreach (string line in lines)
        {
            if (Level().Match(line) is { Success: true } level)
            {
                inWarning = level.Groups["level"].Value is "warn" or "fail" or "crit";
                if (inWarning)
                {
                    entries.Add(line);
                }
            }
            else if (inWarning && line.StartsWith("   ", StringComparison.Ordinal))
            {
                entries[^1] += "\n" + line;
            }
            else
            {
                inWarning = false;
            }
        }

        return entries;
    }

    // A time stamp may stand before the level: "2024-05-01T10:00:00Z warn: GeoServe[3101] Redis gave no answer".
    [GeneratedRegex(@"^(\S*\d[\d:.TZ+ -]*)?(?<level>trce|dbug|info|warn|fail|crit): ")]
    private static partial Regex Level();
}
