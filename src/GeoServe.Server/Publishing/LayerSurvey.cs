using System.Collections.Immutable;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.Server.Publishing;

/// <summary>Reads every row of a layer once: geometry, encoding, and what its attributes are like.</summary>
internal static class LayerSurvey
{
    private const int RowsAStep = 20_000;

    /// <summary>Reads.</summary>
    /// <param name="source">The layer.</param>
    /// <param name="progress">Told how many rows were read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SourceFaultException">The layer cannot be read at all.</exception>
    public static async Task<LayerFacts> ReadAsync(IFeatureSource source, IProgress<long> progress, CancellationToken cancellationToken)
    {
        FeatureSchema schema = await source.ReadSchemaAsync(cancellationToken).ConfigureAwait(false);
        ImmutableArray<ColumnFacts> columns = [.. schema.Columns.Select(column => new ColumnFacts(column))];
        CoordinateTransform toDegrees = CrsRegistry.Between(schema.Crs, Crs.Crs84);
        long rows = 0, points = 0, lines = 0, areas = 0, without = 0;
        (string First, long Count) undecoded = ("", 0), offEarth = ("", 0);
        Box extent = Box.Empty;
        await using FeatureReader reader = await source.QueryAsync(FeatureQuery.All, cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (++rows % RowsAStep == 0) progress.Report(rows);
            bool isDamaged = false;
            for (int i = 0; i < columns.Length; i++) isDamaged |= columns[i].Add(reader.Values[i]);
            if (isDamaged) undecoded = (undecoded.Count == 0 ? NameOf(reader, rows) : undecoded.First, undecoded.Count + 1);
            if (reader.Shape is not { IsEmpty: false } shape)
            {
                without++;
                continue;
            }
            switch (DimensionOf(shape))
            {
                case 0: points++; break;
                case 1: lines++; break;
                default: areas++; break;
            }
            Box box = shape.Bounds();
            if (IsOnEarth(box, schema.Crs, toDegrees)) extent = extent.Union(box);
            else offEarth = (offEarth.Count == 0 ? NameOf(reader, rows) : offEarth.First, offEarth.Count + 1);
        }
        progress.Report(rows);
        RowFaults faults = source is IRowFaults named ? await named.FindFaultsAsync(cancellationToken).ConfigureAwait(false) : RowFaults.None;
        return new LayerFacts(schema, rows, points, lines, areas, without, extent, columns, faults, undecoded, offEarth);
    }

    private static int DimensionOf(Shape shape) => shape.Type switch
    {
        ShapeType.Point or ShapeType.MultiPoint => 0,
        ShapeType.LineString or ShapeType.MultiLineString => 1,
        ShapeType.GeometryCollection => shape.Members.Count == 0 ? 0 : shape.Members.Max(DimensionOf),
        _ => 2,
    };

    private static bool IsOnEarth(Box box, Crs crs, CoordinateTransform toDegrees)
    {
        Box degrees = crs.IsGeographic ? box : toDegrees.Transform(box);
        return degrees.MinX >= -360 && degrees.MaxX <= 360 && degrees.MinY >= -90.000_001 && degrees.MaxY <= 90.000_001;
    }

    private static string NameOf(FeatureReader reader, long row) => reader.Id.IsNone ? $"row {row}" : $"row {reader.Id}";
}
