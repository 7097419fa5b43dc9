using GeoServe.SampleCity.Seeds;

namespace GeoServe.SampleCity.Meshes;

/// <summary>
/// The borders of all districts as edges that each stand once, whoever lies on which side. An edge is cut into pieces; where areas
/// of any layer meet in a piece's middle, that middle becomes a position of the border, and so one of both neighbours.
/// </summary>
internal sealed class BorderNetwork
{
    private readonly Dictionary<(long, long), int> _ids = [];
    private readonly List<Edge> _edges = [];
    private bool[] _used = [];

    /// <summary>
    /// Gathers the edges of districts. The spacings, one a district, are the longest pieces of an edge in metres; the smaller of two
    /// neighbours' counts.
    /// </summary>
    public BorderNetwork(IReadOnlyList<SeedDistrict> districts, IReadOnlyList<double> spacings)
    {
        for (int d = 0; d < districts.Count; d++)
        {
            foreach (int[] ring in districts[d].Rings)
            {
                for (int i = 0; i + 3 < ring.Length; i += 2) Gather(ring[i], ring[i + 1], ring[i + 2], ring[i + 3], spacings[d]);
            }
        }
        int pieces = 0;
        for (int e = 0; e < _edges.Count; e++)
        {
            Edge edge = _edges[e];
            double dx = (edge.BX - edge.AX) * Plane.MetresPerStepX, dy = (edge.BY - edge.AY) * Plane.MetresPerStepY;
            int count = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(dx * dx + dy * dy) / edge.Spacing));
            _edges[e] = edge with { Pieces = count, FirstPiece = pieces };
            pieces += count;
        }
        _used = new bool[pieces];
    }

    /// <summary>The edge between two positions, and whether it runs from the first to the second.</summary>
    public (int Edge, bool Forward) Find(int ax, int ay, int bx, int by)
    {
        long a = Pack(ax, ay), b = Pack(bx, by);
        return a < b ? (_ids[(a, b)], true) : (_ids[(b, a)], false);
    }

    /// <summary>Into how many pieces an edge is cut.</summary>
    public int PiecesOf(int edge) => _edges[edge].Pieces;

    /// <summary>Number of a piece among all pieces.</summary>
    public int PieceAt(int edge, int index) => _edges[edge].FirstPiece + index;

    /// <summary>A position on an edge, in half pieces from its first end: even ones are ends of pieces, odd ones middles.</summary>
    public (int X, int Y) PositionAt(int edge, int halfPieces)
    {
        Edge e = _edges[edge];
        return (Between(e.AX, e.BX, halfPieces, 2 * e.Pieces), Between(e.AY, e.BY, halfPieces, 2 * e.Pieces));
    }

    /// <summary>Says that areas meet in the middle of a piece. Safe for concurrent calls.</summary>
    public void Use(int piece) => _used[piece] = true;

    /// <summary>True when areas meet in the middle of a piece.</summary>
    public bool IsUsed(int piece) => _used[piece];

    private void Gather(int ax, int ay, int bx, int by, double spacing)
    {
        long a = Pack(ax, ay), b = Pack(bx, by);
        (long, long) key = a < b ? (a, b) : (b, a);
        if (_ids.TryGetValue(key, out int known))
        {
            _edges[known] = _edges[known] with { Spacing = Math.Min(_edges[known].Spacing, spacing) };
            return;
        }
        _ids.Add(key, _edges.Count);
        _edges.Add(a < b ? new Edge(ax, ay, bx, by, spacing, 0, 0) : new Edge(bx, by, ax, ay, spacing, 0, 0));
    }

    private static int Between(int from, int to, int part, int whole) =>
        from + (int)Math.Round(((long)to - from) * (double)part / whole);

    private static long Pack(int x, int y) => (long)x << 32 | (uint)y;

    private readonly record struct Edge(int AX, int AY, int BX, int BY, double Spacing, int Pieces, int FirstPiece);
}
