using System.Collections.Immutable;

namespace GeoServe.Core.Sources;

/// <summary>What a source found wrong with its rows in the state in which it is now.</summary>
/// <param name="LeftOut">How many rows cannot be read and are not served.</param>
/// <param name="Incomplete">How many are served without what could not be read.</param>
/// <param name="First">The first of both, in the order in which they were found.</param>
/// <param name="Notes">What is no fault of one row: a side file that is missing, an encoding that was guessed.</param>
public sealed record RowFaults(long LeftOut, long Incomplete, ImmutableArray<RowFault> First, ImmutableArray<string> Notes)
{
    /// <summary>How many of the faults are kept with their reasons.</summary>
    public const int MostKept = 20;

    /// <summary>Nothing is wrong.</summary>
    public static RowFaults None { get; } = new(0, 0, [], []);

    /// <summary>True where nothing is wrong.</summary>
    public bool IsEmpty => LeftOut == 0 && Incomplete == 0 && Notes.IsEmpty;

    /// <summary>Both together.</summary>
    public RowFaults With(RowFaults other) => other.IsEmpty ? this : IsEmpty ? other : new(
        LeftOut + other.LeftOut, Incomplete + other.Incomplete, [.. First.Concat(other.First).Take(MostKept)], Notes.AddRange(other.Notes));

    /// <summary>One line for people for each kind of fault, with the first few rows; what is only a note as it stands.</summary>
    /// <param name="source">The file or table, for the lines.</param>
    /// <param name="rows">How many rows each line names at most.</param>
    public IEnumerable<string> Describe(string source, int rows = 3)
    {
        if (LeftOut > 0) yield return $"{Rows(LeftOut)} of {source} cannot be read and {(LeftOut == 1 ? "is" : "are")} left out: {Name(LeftOut, false)}";
        if (Incomplete > 0) yield return $"{Rows(Incomplete)} of {source} {(Incomplete == 1 ? "is" : "are")} served in part: {Name(Incomplete, true)}";
        foreach (string note in Notes) yield return $"{source}: {note}";

        string Name(long count, bool served)
        {
            RowFault[] named = [.. First.Where(fault => fault.IsServed == served).Take(rows)];
            return string.Join("; ", named) + (count > named.Length ? "; ..." : "");
        }
    }

    private static string Rows(long count) => count == 1 ? "1 row" : $"{count} rows";
}
