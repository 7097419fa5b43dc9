using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Sources;

/// <summary>A collection of areas, each of which is the point where its label stands: circles of a size are drawn there. Other features have none and are left out; points stay.</summary>
/// <param name="areas">The collection.</param>
public sealed class LabelPointTileIndex(ITileIndex areas) : DelegatingTileIndex(areas)
{
    // Finer than any level at which an index leaves out what is small or does not fit into a tile: a point needs no room.
    private const double FinestSteps = 64;

    /// <inheritdoc/>
    public override FeatureSchema Schema { get; } = areas.Schema with { GeometryType = ShapeType.Point };

    /// <summary>None: all areas are asked at every scale.</summary>
    public override long LeftOut(GridBox box, double stepsPerPixel) => 0;

    /// <inheritdoc/>
    public override TileCrowding Crowding(double stepsPerPixel) => TileCrowding.None;

    /// <inheritdoc/>
    public override async ValueTask<FeatureCursor> QueryAsync(TileQuery query, CancellationToken cancellationToken) =>
        new Points(await base.QueryAsync(query with { StepsPerPixel = Math.Min(query.StepsPerPixel, FinestSteps), UnitSteps = 0 }, cancellationToken).ConfigureAwait(false), query.Box);

    private sealed class Points(FeatureCursor areas, GridBox box) : DelegatingCursor(areas)
    {
        private readonly int[] _point = new int[2];
        private readonly int[] _ends = [1];

        public override GeometryKind Kind => GeometryKind.Point;

        public override ReadOnlySpan<int> Coordinates => IsPoint ? Inner.Coordinates : _point;

        public override ReadOnlySpan<int> PartEnds => IsPoint ? Inner.PartEnds : _ends;

        public override GridBox Bounds => GridBox.Around(Coordinates);

        public override bool IsPrepared => false;

        private bool IsPoint => Inner.Kind == GeometryKind.Point;

        public override bool TryGetLabelPoint(out int x, out int y)
        {
            x = y = 0;
            return false;
        }

        // An area meets the box where its point does, not the other way round.
        public override bool MoveNext()
        {
            while (Inner.MoveNext())
            {
                if (IsPoint) return true;
                if (Inner.TryGetLabelPoint(out _point[0], out _point[1]) && box.Intersects(GridBox.Around(_point))) return true;
            }
            return false;
        }
    }
}
