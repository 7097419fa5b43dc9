using System.Runtime.InteropServices;

namespace GeoServe.Indexing.Building;

/// <summary>Cells of one zoom of the pyramid being added up, in the order of their keys; columns side by side, so that a million cells cost no million objects.</summary>
internal sealed class CellTable(int columns)
{
    private readonly List<double> _sums = [];

    /// <summary>How many columns are added up.</summary>
    public int Columns { get; } = columns;

    /// <summary>How many cells there are.</summary>
    public int Count => Keys.Count;

    /// <summary>Morton codes, ascending.</summary>
    public List<ulong> Keys { get; } = [];

    /// <summary>Sums of the columns of the grid.</summary>
    public List<double> SumX { get; } = [];

    /// <summary>Sums of the rows of the grid.</summary>
    public List<double> SumY { get; } = [];

    /// <summary>How many points.</summary>
    public List<uint> Counts { get; } = [];

    /// <summary>The sums of a cell's values.</summary>
    public ReadOnlySpan<double> SumsOf(int cell) => CollectionsMarshal.AsSpan(_sums).Slice(cell * Columns, Columns);

    /// <summary>A cell as it is written.</summary>
    public CellTotal TotalOf(int cell) => new((int)Math.Round(SumX[cell] / Counts[cell]), (int)Math.Round(SumY[cell] / Counts[cell]), Counts[cell]);

    /// <summary>Adds points to the last cell, or to a new one where the key is another.</summary>
    public void Add(ulong key, double sumX, double sumY, uint count, ReadOnlySpan<double> values)
    {
        if (Count == 0 || Keys[^1] != key)
        {
            Keys.Add(key);
            SumX.Add(0);
            SumY.Add(0);
            Counts.Add(0);
            for (int i = 0; i < Columns; i++) _sums.Add(0);
        }
        SumX[^1] += sumX;
        SumY[^1] += sumY;
        Counts[^1] += count;
        Span<double> sums = CollectionsMarshal.AsSpan(_sums)[^Columns..];
        for (int i = 0; i < Columns; i++) sums[i] += values[i];
    }
}
