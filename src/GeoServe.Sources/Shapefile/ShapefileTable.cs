using GeoServe.Sources.Files;
using GeoServe.Sources.Sql;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.Shapefile;

/// <summary>One state of a Shapefile, opened.</summary>
internal sealed class ShapefileTable(SafeFileHandle shp, string path, SafeFileHandle? dbfFile, DbfFile? dbf) : FileTable(dbfFile is null ? [shp] : [shp, dbfFile])
{
    public override RowDecoder Decode(RowPlan plan) => new ShapefileReader(Schema, shp, path, dbf, Schema.IndexOf(Schema.Key!), plan);
}
