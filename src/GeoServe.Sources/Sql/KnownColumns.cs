using GeoServe.Core.Features;
using GeoServe.Core.Sources;

namespace GeoServe.Sources.Sql;

/// <summary>Queries name columns by their place in the schema that was read; a table may have been changed since.</summary>
internal static class KnownColumns
{
    /// <summary>Refuses a table in which a place means another column than it did. Columns that were added behind the others do no harm.</summary>
    /// <param name="given">The schema that the caller was given; null where none was yet.</param>
    /// <param name="found">The table as it is now.</param>
    /// <param name="table">For the message.</param>
    /// <exception cref="SourceFaultException">A column is gone, renamed or in another place.</exception>
    public static void Require(FeatureSchema? given, FeatureSchema found, string table)
    {
        if (given is null || ReferenceEquals(given, found)) return;
        for (int i = 0; i < given.Columns.Length; i++)
        {
            if (i < found.Columns.Length && given.Columns[i].Name == found.Columns[i].Name) continue;
            throw new SourceFaultException($"Column '{given.Columns[i].Name}' of {table} is not where it was: the table was changed since it was opened; start the server again.");
        }
    }
}
