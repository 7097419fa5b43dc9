using GeoServe.Core;

namespace GeoServe.Server.Configuration;

/// <summary>Collects what is wrong; nothing stops at the first fault.</summary>
public sealed class ConfigFaults
{
    private readonly List<ConfigFault> _faults = [];

    /// <summary>All faults, by file and line.</summary>
    public IReadOnlyList<ConfigFault> All => [.. _faults.OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Line)];

    /// <summary>How many there are, warnings not counted.</summary>
    public int Count => _faults.Count(fault => !fault.IsWarning);

    /// <summary>The last fault of a file, warnings apart.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    internal string LastOf(string file) => All.Last(fault => fault.File == file && !fault.IsWarning).ToString();

    /// <summary>Adds a fault.</summary>
    public void Add(ConfigFault fault) => _faults.Add(fault);

    /// <summary>Adds a fault at a place.</summary>
    internal void Add(YamlPlace place, string message) => _faults.Add(new(place.File, place.Line, place.Key, message));

    /// <summary>Adds that a name is not known, and which known one is nearest.</summary>
    internal void Unknown(YamlPlace place, string what, string name, IEnumerable<string> known, bool isWarning = false)
    {
        string[] names = [.. known];
        string meant = Spelling.Nearest(name, names) is { } nearest ? $"did you mean '{nearest}'?"
            : names.Length == 0 ? "there is none."
            : $"there is {string.Join(", ", names.Order(StringComparer.Ordinal).Take(20))}{(names.Length > 20 ? ", ..." : "")}.";
        Add(new ConfigFault(place.File, place.Line, place.Key, $"unknown {what} '{name}'; {meant}", isWarning));
    }
}
