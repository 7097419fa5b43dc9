using GeoServe.Sources.Files;
using GeoServe.Sources.Sql;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.GeoJson;

/// <summary>One state of a GeoJSON file, opened.</summary>
internal sealed class GeoJsonTable(SafeFileHandle file, string path, GeoJsonLayout layout) : FileTable(file)
{
    public override RowDecoder Decode(RowPlan plan) => new GeoJsonReader(Schema, layout, file, path, plan);
}
