using System.Collections.Immutable;
using GeoServe.Core.Features;

namespace GeoServe.Core.Sources;

/// <summary>The rows of a table in memory, found by their key. Immutable; safe for concurrent calls.</summary>
public interface IJoinTable
{
    /// <summary>The columns that are taken, in order.</summary>
    ImmutableArray<Column> Columns { get; }

    /// <summary>How many rows there are.</summary>
    int Count { get; }

    /// <summary>Hash of all rows: another content has another number.</summary>
    ulong Content { get; }

    /// <summary>Place of the row with a key; -1 where there is none.</summary>
    int Find(in Value key);

    /// <summary>The values of a row.</summary>
    /// <param name="place">From 0 to <see cref="Count"/>, that excluded.</param>
    ReadOnlySpan<Value> Row(int place);
}
