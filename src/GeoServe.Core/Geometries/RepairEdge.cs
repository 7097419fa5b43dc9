namespace GeoServe.Core.Geometries;

/// <summary>An edge of a polygon under repair, from its lexicographically smaller end A to B.</summary>
internal struct RepairEdge : IComparable<RepairEdge>
{
    public int AX, AY, BX, BY;

    /// <summary>How often outer rings run from A to B, less how often from B to A.</summary>
    public int Outer;

    /// <summary>The same for holes.</summary>
    public int Hole;

    /// <summary>1 where the inside lies on the positive side of A to B, -1 on the other, 0 on both or none.</summary>
    public int Border;

    /// <summary>Cut in two, so that it counts no more.</summary>
    public readonly bool IsGone => Outer == 0 && Hole == 0;

    /// <summary>An edge given in the direction of its ring.</summary>
    public static RepairEdge Of(int ax, int ay, int bx, int by, int outer, int hole) => ax < bx || (ax == bx && ay < by)
        ? new RepairEdge { AX = ax, AY = ay, BX = bx, BY = by, Outer = outer, Hole = hole }
        : new RepairEdge { AX = bx, AY = by, BX = ax, BY = ay, Outer = -outer, Hole = -hole };

    /// <summary>Where it begins when the inside is to lie on its positive side.</summary>
    public readonly (int X, int Y) From => Border > 0 ? (AX, AY) : (BX, BY);

    /// <summary>Where it ends then.</summary>
    public readonly (int X, int Y) To => Border > 0 ? (BX, BY) : (AX, AY);

    /// <summary>Order by the ends: equal for edges over one another.</summary>
    public readonly int CompareTo(RepairEdge other) =>
        AX != other.AX ? AX.CompareTo(other.AX) : AY != other.AY ? AY.CompareTo(other.AY)
        : BX != other.BX ? BX.CompareTo(other.BX) : BY.CompareTo(other.BY);

    /// <summary>On which side of A to B a position lies.</summary>
    public readonly int Side(int x, int y) => Turn.SmallSign(AX, AY, BX, BY, x, y);

    /// <summary>Whether a position on the line through A and B lies between them, ends included.</summary>
    public readonly bool Covers(int x, int y) => x >= AX && x <= BX && y >= Math.Min(AY, BY) && y <= Math.Max(AY, BY);

    /// <summary>The whole numbers next to where two edges cross.</summary>
    public readonly (int X, int Y) Crossing(in RepairEdge other)
    {
        double ux = (double)BX - AX, uy = (double)BY - AY, vx = (double)other.BX - other.AX, vy = (double)other.BY - other.AY;
        double along = ((((double)other.AX - AX) * vy) - (((double)other.AY - AY) * vx)) / ((ux * vy) - (uy * vx));
        return ((int)Math.Round(AX + (along * ux)), (int)Math.Round(AY + (along * uy)));
    }

    /// <summary>
    /// Whether the ray from this edge's middle to its positive side (down the page; to the west where it is upright) crosses another edge: 1 or -1 by the
    /// other's direction, 0 if not.
    /// </summary>
    /// <param name="other">Does not cross this one.</param> <param name="lies">The middle lies on the other: they do, after all.</param>
    public readonly int RayCrosses(in RepairEdge other, out bool lies)
    {
        long x = (long)AX + BX, y = (long)AY + BY;      // in half units
        bool upright = AX == BX, down = other.AY < other.BY;
        lies = false;
        if (upright)
        {
            long low = 2L * Math.Min(other.AY, other.BY), high = 2L * Math.Max(other.AY, other.BY);
            if (y < low || y >= high) return 0;
        }
        else if (x < 2L * other.AX || x >= 2L * other.BX) return 0;
        int side = Turn.Sign(2L * other.AX, 2L * other.AY, 2L * other.BX, 2L * other.BY, x, y);
        lies = side == 0;
        if (!upright) return side < 0 ? 1 : 0;
        return down ? (side < 0 ? 1 : 0) : (side > 0 ? -1 : 0);
    }
}
