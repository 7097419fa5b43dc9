using System.Globalization;

namespace GeoServe.LoadTest.Processes;

/// <summary>Processes with all that they started, as <c>/proc</c> shows them (proc(5)).</summary>
/// <param name="roots">Ids of the processes.</param>
internal sealed class ProcessTree(params int[] roots)
{
    private const double TicksPerSecond = 100;      // sysconf(_SC_CLK_TCK) on every Linux that .NET runs on

    /// <summary>User and system time of all of them, children that have ended included.</summary>
    public TimeSpan Cpu
    {
        get
        {
            Dictionary<int, string[]> all = Fields();
            long ticks = Members(all).Sum(id => all[id][11..15].Sum(time => long.Parse(time, CultureInfo.InvariantCulture)));
            return TimeSpan.FromSeconds(ticks / TicksPerSecond);
        }
    }

    /// <summary>Memory of their own, in bytes: neither files that are mapped nor what is shared.</summary>
    public long PrivateBytes => Members(Fields()).Sum(id => StatusBytes(id, "RssAnon:"));

    /// <summary>The most that each ever had in memory, in bytes, mapped files included.</summary>
    public long PeakBytes => Members(Fields()).Sum(id => StatusBytes(id, "VmHWM:"));

    private IEnumerable<int> Members(Dictionary<int, string[]> all)
    {
        ILookup<int, int> children = all.ToLookup(pair => int.Parse(pair.Value[1], CultureInfo.InvariantCulture), pair => pair.Key);
        var waiting = new Stack<int>(roots.Where(all.ContainsKey));
        var found = new HashSet<int>();
        while (waiting.TryPop(out int id))
        {
            if (!found.Add(id)) continue;
            foreach (int child in children[id]) waiting.Push(child);
        }
        return found;
    }

    // The fields of /proc/ID/stat behind the name, which may hold spaces: [0] is the state, [1] the parent, [11] to [14] the times.
    private static Dictionary<int, string[]> Fields()
    {
        var all = new Dictionary<int, string[]>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id)) continue;
            try
            {
                string text = File.ReadAllText(Path.Combine(folder, "stat"));
                all[id] = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }
        return all;
    }

    private static long StatusBytes(int id, string key)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
