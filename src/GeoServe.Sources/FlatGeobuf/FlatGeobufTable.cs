using GeoServe.Sources.Files;
using GeoServe.Sources.Sql;
using Microsoft.Win32.SafeHandles;

namespace GeoServe.Sources.FlatGeobuf;

/// <summary>One state of a FlatGeobuf, opened.</summary>
internal sealed class FlatGeobufTable(SafeFileHandle file, string path, FlatGeobufHeader header, bool isChecked) : FileTable(file)
{
    /// <summary>With an index of its own a file is not read through when it is opened.</summary>
    public override bool IsChecked => isChecked;

    public override RowDecoder Decode(RowPlan plan) => new FlatGeobufReader(Schema, header, file, path, plan);
}
