namespace GeoServe.Core.Sources;

/// <summary>A source that serves the rows which it can read, and says which it cannot. Safe for concurrent calls.</summary>
public interface IRowFaults
{
    /// <summary>The file or table, for messages; no secrets.</summary>
    string Description { get; }

    /// <summary>What was found so far in the source's present state; a file that is read through when it is opened has found all.</summary>
    RowFaults Faults { get; }

    /// <summary>Finds all there is to find: reads every row where that was not done yet.</summary>
    /// <exception cref="SourceUnavailableException">The source gave no answer.</exception>
    ValueTask<RowFaults> FindFaultsAsync(CancellationToken cancellationToken);
}
