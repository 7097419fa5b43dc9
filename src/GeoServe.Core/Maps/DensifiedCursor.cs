using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.Core.Maps;

/// <summary>
/// The features of another cursor with positions added to their edges where these are straight in Web Mercator and bent in the view, so that an edge
/// runs the same way in every tile matrix set. Neighbours add the same positions to an edge that they share.
/// </summary>
internal sealed class DensifiedCursor(FeatureCursor inner, ViewProjection projection) : DelegatingCursor(inner)
{
    // How far a straight piece may run beside its curve, in scene units: half of what rounding moves.
    private const double Tolerance = 0.5;

    private const int MostPieces = 1 << 14;

    private readonly PooledList<int> _positions = new(256);
    private readonly PooledList<int> _ends = new(8);
    private bool _isDense;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Coordinates => _isDense ? _positions.Span : Inner.Coordinates;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> PartEnds => _isDense ? _ends.Span : Inner.PartEnds;

    /// <inheritdoc/>
    public override bool IsPrepared => false;

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (!Inner.MoveNext()) return false;
        _isDense = Inner.Kind != GeometryKind.Point && projection.Bend(Inner.Bounds.MinY, Inner.Bounds.MaxY) > Tolerance;
        if (!_isDense) return true;
        _positions.Clear();
        _ends.Clear();
        int start = 0;
        foreach (int end in Inner.PartEnds)
        {
            AddPart(Inner.Coordinates[(start * 2)..(end * 2)], Inner.Kind == GeometryKind.Polygon);
            start = end;
        }
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _positions.Dispose();
        _ends.Dispose();
        base.Dispose();
    }

    private void AddPart(ReadOnlySpan<int> part, bool isRing)
    {
        for (int i = 0; i + 1 < part.Length; i += 2)
        {
            _positions.Add(part[i]);
            _positions.Add(part[i + 1]);
            int next = i + 2 < part.Length ? i + 2 : 0;
            if (next > 0 || isRing) AddBetween(part[i], part[i + 1], part[next], part[next + 1]);
        }
        _ends.Add(_positions.Count / 2);
    }

    private void AddBetween(int x, int y, int toX, int toY)
    {
        // Only the rows are bent.
        if (x == toX || y == toY) return;
        double bend = projection.Bend(Math.Min(y, toY), Math.Max(y, toY));
        if (bend <= Tolerance) return;
        int pieces = (int)Math.Min(MostPieces, Math.Ceiling(Math.Sqrt(bend / Tolerance)));
        // Measured from the same end whichever way the edge is walked.
        bool isBack = (toX, toY).CompareTo((x, y)) < 0;
        (long fromX, long fromY, long alongX, long alongY) = isBack ? (toX, toY, (long)x - toX, (long)y - toY) : (x, y, (long)toX - x, (long)toY - y);
        for (int i = 1; i < pieces; i++)
        {
            int at = isBack ? pieces - i : i;
            _positions.Add((int)(fromX + (alongX * at / pieces)));
            _positions.Add((int)(fromY + (alongY * at / pieces)));
        }
    }
}
