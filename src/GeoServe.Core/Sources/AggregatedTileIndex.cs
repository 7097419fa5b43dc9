using System.Collections.Immutable;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using GeoServe.Core.Features;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;
using GeoServe.Core.Themes;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Sources;

/// <summary>
/// A collection of points gathered into cells of one size on the map, at one scale: each cell that holds some is a feature with their number and sum.
/// Cells hang from the middle of the grid, so neighbouring tiles have the same ones; a query gathers all points of each cell that it gives.
/// Where the index keeps totals fine enough and all points count, those are gathered, at the same cost at every scale; else every point inside is looked at.
/// </summary>
/// <param name="points">The collection.</param>
/// <param name="aggregation">Into what; for a heat map points stand at the middle of small squares.</param>
/// <param name="stepsPerStylePixel">Steps of the <see cref="WorldGrid"/> in one pixel of the style.</param>
/// <param name="condition">Which points count; null for all.</param>
public sealed class AggregatedTileIndex(ITileIndex points, Aggregation aggregation, double stepsPerStylePixel, Expression? condition = null) : ITileIndex
{
    // Finer than any level at which an index leaves features out to keep tiles small: a count is of all.
    private const double FinestSteps = 64;

    private bool IsPoints => aggregation.Kind is AggregationKind.Clusters or AggregationKind.Heat;

    // Totals go whole into the cell around their middle, so theirs are to be small against it; the bells of a heat map are wide against both.
    private double FinerBy => aggregation.Kind == AggregationKind.Heat ? 2 : 8;

    private static readonly double Root3 = Math.Sqrt(3);

    private readonly double _cell = Math.Max(1, aggregation.CellPixels * stepsPerStylePixel);

    /// <inheritdoc/>
    public FeatureSchema Schema { get; } = new(
        [new Column(Aggregation.CountAttribute, ValueKind.Integer, Nullable: false), new Column(Aggregation.SumAttribute, ValueKind.Real)],
        null, points.Schema.GeometryName, aggregation.Kind is AggregationKind.Clusters or AggregationKind.Heat ? ShapeType.Point : ShapeType.Polygon, points.Schema.Crs);

    /// <inheritdoc/>
    public bool IsExact => points.IsExact;

    /// <inheritdoc/>
    public ulong Base => points.Base;

    /// <inheritdoc/>
    public bool MayMeet(GridBox box) => points.MayMeet(Grown(box));

    /// <inheritdoc/>
    public long LeftOut(GridBox box, double stepsPerPixel) => 0;

    /// <inheritdoc/>
    public TileCrowding Crowding(double stepsPerPixel) => TileCrowding.None;

    /// <inheritdoc/>
    public async ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken)
    {
        var cells = new SortedDictionary<(long Row, long Column), Total>();
        FeatureCursor? totals = condition is null ? await points.QueryTotalsAsync(Grown(query.Box), _cell / FinerBy, aggregation.Attribute, cancellationToken).ConfigureAwait(false) : null;
        if (totals is not null) AddTotals(totals, cells);
        else await AddPointsAsync(query, cells, cancellationToken).ConfigureAwait(false);
        return Features(cells, query.Columns);
    }

    private void AddTotals(FeatureCursor cursor, SortedDictionary<(long Row, long Column), Total> cells)
    {
        using (cursor)
        {
            while (cursor.MoveNext())
            {
                Add(cells, cursor, cursor.Values[0].AsInteger(), cursor.Values.Length > 1 ? cursor.Values[1].AsNumber() : 0);
            }
        }
    }

    private async ValueTask AddPointsAsync(TileQuery query, SortedDictionary<(long Row, long Column), Total> cells, CancellationToken cancellationToken)
    {
        int column = aggregation.Attribute is { } attribute ? points.Schema.IndexOf(attribute) : -1;
        var inner = new TileQuery(Grown(query.Box), Math.Min(query.StepsPerPixel, FinestSteps), column >= 0 ? [column] : []);
        using FeatureCursor cursor = await FilteredCursor.QueryAsync(points, inner, condition, cancellationToken).ConfigureAwait(false);
        while (cursor.MoveNext())
        {
            if (cursor.Kind != GeometryKind.Point || cursor.Coordinates.Length < 2) continue;
            Add(cells, cursor, 1, column >= 0 && cursor.Values[0].IsNumber && double.IsFinite(cursor.Values[0].AsNumber()) ? cursor.Values[0].AsNumber() : 0);
        }
    }

    private void Add(SortedDictionary<(long Row, long Column), Total> cells, FeatureCursor cursor, long count, double sum)
    {
        (int x, int y) = (cursor.Coordinates[0], cursor.Coordinates[1]);
        (long, long) place = CellOf(x, y);
        Total total = cells.GetValueOrDefault(place);
        cells[place] = new(total.Count + count, total.Sum + sum, total.X + ((double)x * count), total.Y + ((double)y * count));
    }

    private GridFeatures Features(SortedDictionary<(long Row, long Column), Total> cells, ImmutableArray<int> columns)
    {
        var features = new GridFeatures(columns.Length);
        Span<int> ring = stackalloc int[12];
        Span<Value> values = new Value[columns.Length];
        foreach (((long row, long column), Total total) in cells)
        {
            for (int i = 0; i < columns.Length; i++) values[i] = columns[i] == 0 ? Value.Of(total.Count) : Value.Of(total.Sum);
            features.Begin();
            if (IsPoints) features.AddPart([WorldGrid.Round(total.X / total.Count), WorldGrid.Round(total.Y / total.Count)], 0);
            else features.AddPart(Outline(row, column, ring), 1);
            features.End(IdOf(row, column), IsPoints ? GeometryKind.Point : GeometryKind.Polygon, values);
        }
        return features;
    }

    private (long Row, long Column) CellOf(int x, int y)
    {
        if (aggregation.Kind != AggregationKind.Hexagons) return ((long)Math.Floor(y / _cell), (long)Math.Floor(x / _cell));
        // Axial coordinates, rounded so that their three sum to zero: the hexagon whose middle is nearest.
        double side = _cell / Root3, q = ((Root3 / 3 * x) - (y / 3.0)) / side, r = 2.0 / 3 * y / side, s = -q - r;
        double column = Math.Round(q), row = Math.Round(r), third = Math.Round(s);
        double offColumn = Math.Abs(column - q), offRow = Math.Abs(row - r), offThird = Math.Abs(third - s);
        if (offColumn > offRow && offColumn > offThird) column = -row - third;
        else if (offRow > offThird) row = -column - third;
        return ((long)row, (long)column);
    }

    private ReadOnlySpan<int> Outline(long row, long column, Span<int> ring)
    {
        if (aggregation.Kind != AggregationKind.Hexagons)
        {
            int west = WorldGrid.Round(column * _cell), east = WorldGrid.Round((column + 1) * _cell), north = WorldGrid.Round(row * _cell), south = WorldGrid.Round((row + 1) * _cell);
            ((ReadOnlySpan<int>)[west, north, east, north, east, south, west, south]).CopyTo(ring);
            return ring[..8];
        }
        // Corners by whole half widths and quarter heights, so that neighbours round a shared one alike.
        double side = _cell / Root3;
        long middle = (2 * column) + row;
        ReadOnlySpan<(int X, int Y)> corners = [(0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1)];
        for (int i = 0; i < 6; i++)
        {
            ring[2 * i] = WorldGrid.Round((middle + corners[i].X) * _cell / 2);
            ring[(2 * i) + 1] = WorldGrid.Round(((3 * row) + corners[i].Y) * side / 2);
        }
        return ring;
    }

    // A hexagon is higher than wide by less than a sixth.
    private GridBox Grown(GridBox box)
    {
        double by = 1.2 * _cell;
        return new(WorldGrid.Round(box.MinX - by), WorldGrid.Round(box.MinY - by), WorldGrid.Round(box.MaxX + by), WorldGrid.Round(box.MaxY + by));
    }

    private static ulong IdOf(long row, long column) => XxHash64.HashToUInt64(MemoryMarshal.AsBytes((ReadOnlySpan<long>)[row, column])) >> 11;

    private readonly record struct Total(long Count, double Sum, double X, double Y);
}
