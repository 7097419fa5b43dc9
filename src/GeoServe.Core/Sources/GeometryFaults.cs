using System.Globalization;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace GeoServe.Core.Sources;

/// <summary>
/// Collects what is odd in the geometry of features and cannot be drawn as it is: positions that are no numbers, polygons that are not valid, what lies
/// beyond the world. Not safe for concurrent use.
/// </summary>
public sealed class GeometryFaults : IDisposable
{
    private const int MostNotes = 20;
    private const double Half = WorldGrid.Steps / 2;

    private static readonly GeometryFactory s_make = new();
    private static readonly CoordinateTransform s_toDegrees = CrsRegistry.Between(Crs.WebMercator, Crs.Crs84);

    private readonly SortedSet<(ulong Id, string Text)> _notes = [];      // the same in whatever order features come
    private readonly PolygonValidity _validity = new();
    private readonly PooledList<int> _near = new(256);
    private long _count;

    /// <summary>Those of the lowest ids, a feature each, and how many there are more.</summary>
    public IReadOnlyList<string> Notes =>
        [.. _notes.Select(note => note.Text), .. _count > MostNotes ? [string.Create(CultureInfo.InvariantCulture, $"and {_count - MostNotes} more")] : Array.Empty<string>()];

    /// <summary>Reads all features of a source.</summary>
    /// <exception cref="SourceUnavailableException">The source gives no answer.</exception>
    /// <exception cref="SourceFaultException">It cannot be read.</exception>
    public static async Task<IReadOnlyList<string>> FindAsync(IFeatureSource source, CancellationToken cancellationToken)
    {
        FeatureSchema schema = await source.ReadSchemaAsync(cancellationToken).ConfigureAwait(false);
        using var faults = new GeometryFaults();
        using var features = new GridFeatures(columns: 0);
        var writer = new GridFeatureWriter(features, CrsRegistry.Between(schema.Crs, Crs.WebMercator));
        await using FeatureReader reader = await source.QueryAsync(FeatureQuery.All with { Columns = [] }, cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (reader.Shape is not { IsEmpty: false } shape) continue;
            features.Clear();
            faults.Add(reader.Id, shape, writer, features);
        }
        return faults.Notes;
    }

    /// <summary>Brings a feature to the grid by a writer, and looks at what becomes of it.</summary>
    /// <param name="id">The feature.</param> <param name="shape">Its shape, which is changed in place.</param>
    /// <param name="writer">Writes into <paramref name="features"/>.</param> <param name="features">Empty; not walked yet when this is done.</param>
    public void Add(FeatureId id, Shape shape, GridFeatureWriter writer, GridFeatures features)
    {
        int placeless = PlacelessIn(shape);
        writer.Add(id.TileId, shape, []);
        if (placeless > 0) Note(id, $"{placeless} of its positions are not finite");
        else if (IsBeyond(shape)) Note(id, "it reaches beyond 85.06 degrees north or south, and is drawn up to there");
        if (features.Count == 0) Note(id, "nothing of its geometry can be drawn");
        bool isValid = true;
        while (features.MoveNext()) isValid &= features.Kind != GeometryKind.Polygon || IsValid(features);
        features.Rewind();
        // Rounding alone can have spoilt it, and a position twice does no harm, so what is said of it is looked at again.
        if (!isValid && placeless == 0 && FaultOf(shape) is { } fault) Note(id, $"its polygon is not valid ({fault}), and is drawn repaired");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _validity.Dispose();
        _near.Dispose();
    }

    private void Note(FeatureId id, string what)
    {
        _count++;
        if (_notes.Count == MostNotes && id.TileId > _notes.Max.Id) return;
        _notes.Add((id.TileId, $"feature {id}: {what}"));
        if (_notes.Count > MostNotes) _notes.Remove(_notes.Max);
    }

    // Counted from the feature's own corner the numbers are small, which is faster.
    private bool IsValid(GridFeatures feature)
    {
        GridBox box = feature.Bounds;
        _near.Clear();
        Span<int> near = _near.Reserve(feature.Coordinates.Length);
        if ((long)box.MaxX - box.MinX > int.MaxValue || (long)box.MaxY - box.MinY > int.MaxValue) return _validity.IsValid(feature.Coordinates, feature.PartEnds);
        for (int i = 0; i < near.Length; i += 2)
        {
            near[i] = feature.Coordinates[i] - box.MinX;
            near[i + 1] = feature.Coordinates[i + 1] - box.MinY;
        }
        return _validity.IsValid(near, feature.PartEnds);
    }

    private static int PlacelessIn(Shape shape)
    {
        int placeless = 0;
        ReadOnlySpan<double> xy = shape.Coordinates;
        for (int i = 0; i < xy.Length; i += 2) placeless += double.IsFinite(xy[i]) && double.IsFinite(xy[i + 1]) ? 0 : 1;
        foreach (Shape member in shape.Members) placeless += PlacelessIn(member);
        return placeless;
    }

    private static bool IsBeyond(Shape steps)
    {
        bool isBeyond = false;
        ReadOnlySpan<double> xy = steps.Coordinates;
        for (int i = 1; i < xy.Length; i += 2) isBeyond |= Math.Abs(xy[i]) > Half + 1;
        foreach (Shape member in steps.Members) isBeyond |= IsBeyond(member);
        return isBeyond;
    }

    private static string? FaultOf(Shape steps)
    {
        foreach (Shape member in steps.Members)
        {
            if (FaultOf(member) is { } fault) return fault;
        }
        if (steps.Type is not (ShapeType.Polygon or ShapeType.MultiPolygon)) return null;
        TopologyValidationError? error = ErrorOf(steps);
        if (error is null) return null;
        if (error.Coordinate is not { } at) return error.Message;
        Geometries.Position place = s_toDegrees.Transform(new Geometries.Position(at.X * WorldGrid.StepMetres, -at.Y * WorldGrid.StepMetres));
        return string.Create(CultureInfo.InvariantCulture, $"{error.Message} at {place.X:0.######} {place.Y:0.######}");
    }

    private static TopologyValidationError? ErrorOf(Shape steps)
    {
        var polygons = new List<Polygon>();
        int part = 0, start = 0;
        foreach (int last in steps.PolygonEnds)
        {
            var rings = new List<LinearRing>();
            for (; part < last; part++)
            {
                ReadOnlySpan<double> xy = steps.Coordinates[(start * 2)..(steps.PartEnds[part] * 2)];
                start = steps.PartEnds[part];
                var ring = new List<Coordinate>((xy.Length / 2) + 1);
                for (int i = 0; i < xy.Length; i += 2) ring.Add(new Coordinate(xy[i], xy[i + 1]));
                if (!ring[0].Equals2D(ring[^1])) ring.Add(ring[0].Copy());
                if (ring.Count < 4) return new TopologyValidationError(TopologyValidationErrors.TooFewPoints, ring[0]);
                rings.Add(s_make.CreateLinearRing([.. ring]));
            }
            polygons.Add(s_make.CreatePolygon(rings[0], [.. rings.Skip(1)]));
        }
        Geometry whole = polygons.Count == 1 ? polygons[0] : s_make.CreateMultiPolygon([.. polygons]);
        return new IsValidOp(whole).ValidationError;
    }
}
