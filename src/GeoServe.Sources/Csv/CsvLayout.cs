using System.Collections.Immutable;
using System.Text;

namespace GeoServe.Sources.Csv;

/// <summary>How a file is laid out.</summary>
/// <param name="Encoding">Of its text.</param>
/// <param name="Delimiter">What parts its fields.</param>
/// <param name="FieldCount">How many fields each record has.</param>
/// <param name="Fields">For each column of the schema its field; -1 for the row number.</param>
/// <param name="X">The field of x; -1 where there is none.</param>
/// <param name="Y">The field of y; -1 where there is none.</param>
/// <param name="Wkt">The field of geometries; -1 where there is none.</param>
/// <param name="IsGeographic">True where x and y are degrees.</param>
internal sealed record CsvLayout(Encoding Encoding, char Delimiter, int FieldCount, ImmutableArray<int> Fields, int X, int Y, int Wkt, bool IsGeographic)
{
    /// <summary>True where rows have a place.</summary>
    public bool HasGeometry => Wkt >= 0 || (X >= 0 && Y >= 0);
}
