using GeoServe.Sources.Files;

namespace GeoServe.Sources.Shapefile;

/// <summary>
/// The features of a Shapefile (ESRI Shapefile Technical Description, July 1998) with its .dbf, .shx, .prj and .cpg. Lines and polygons are given as multi ones; rows
/// that are marked as deleted are left out. The row number, from 1 and with those counted, is a column <c>fid</c> and the key, where no other column is. Number keys give
/// the order of the rows; else they come in the order of the file.
/// </summary>
public sealed class ShapefileSource : FileSource
{
    private readonly ShapefileParts _parts;
    private readonly ShapefileOptions _options;

    private ShapefileSource(ShapefileParts parts, ShapefileOptions options, TimeProvider? time) : base(parts.All, time) => (_parts, _options) = (parts, options);

    /// <summary>A source of one Shapefile; the files are touched by the first call.</summary>
    /// <param name="path">Of the .shp.</param>
    /// <param name="options">What it does not say of itself; null for nothing.</param>
    /// <param name="time">The clock; null takes the system's.</param>
    public static ShapefileSource Open(string path, ShapefileOptions? options = null, TimeProvider? time = null) =>
        new(ShapefileParts.Of(Path.GetFullPath(path)), options ?? new ShapefileOptions(), time);

    /// <inheritdoc/>
    private protected override FileTable OpenTable(RowFaultList faults, CancellationToken cancellationToken) =>
        new ShapefileCatalogue(_parts, _options, faults).Open(OpenHandle, cancellationToken);
}
