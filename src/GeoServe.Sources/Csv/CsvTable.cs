using GeoServe.Sources.Files;
using GeoServe.Sources.Sql;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.Csv;

/// <summary>One state of a CSV file, opened.</summary>
internal sealed class CsvTable(SafeFileHandle file, string path, CsvLayout layout) : FileTable(file)
{
    public override RowDecoder Decode(RowPlan plan) => new CsvReader(Schema, layout, file, path, plan);
}
