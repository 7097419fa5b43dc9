using System.Collections.Immutable;

namespace GeoServe.Sources.Joins;

/// <summary>By what a table is joined, and what is taken of it.</summary>
/// <param name="Key">The column of the features.</param>
/// <param name="TableKey">The column of the table that holds the same values.</param>
/// <param name="Columns">The table's columns to take; empty for all but its key.</param>
public sealed record JoinKeys(string Key, string TableKey, ImmutableArray<string> Columns);
