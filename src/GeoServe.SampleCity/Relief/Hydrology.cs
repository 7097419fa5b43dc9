using GeoServe.SampleCity.Randomness;

namespace GeoServe.SampleCity.Relief;

/// <summary>
/// The way of the water over the refined relief: each cell flows to a neighbour, all to the great rivers or out of the grid
/// (priority flood), and brooks begin where enough land has flowed together.
/// </summary>
internal sealed class Hydrology
{
    private static readonly (int Column, int Row)[] Around = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)];

    private readonly RefinedRelief _relief;
    private readonly int[] _parents, _order;
    private readonly float[] _areas;

    public Hydrology(RefinedRelief relief)
    {
        _relief = relief;
        int cells = relief.Heights.Length;
        _parents = new int[cells];
        _order = new int[cells];
        _areas = new float[cells];
        Flood();
        Gather();
    }

    /// <summary>
    /// Brooks: chains of cells from where one begins, or where two of them have met, to the next meeting or the end; upper ones first.
    /// </summary>
    /// <param name="leastKm2">How much land makes a brook.</param>
    public IEnumerable<Brook> Brooks(double leastKm2)
    {
        var feeders = new byte[_parents.Length];
        for (int cell = 0; cell < _parents.Length; cell++)
        {
            if (_areas[cell] >= leastKm2 && _parents[cell] >= 0) feeders[_parents[cell]]++;
        }
        for (int i = _order.Length - 1; i >= 0; i--)
        {
            int start = _order[i];
            if (_areas[start] < leastKm2 || feeders[start] == 1 || _parents[start] < 0) continue;
            var chain = new List<int> { start };
            int cell = start;
            do
            {
                cell = _parents[cell];
                chain.Add(cell);
            }
            while (feeders[cell] == 1 && _parents[cell] >= 0);
            yield return new Brook(chain, _areas[chain[^2]], feeders[start] == 0);
        }
    }

    /// <summary>Land that flows together in a cell.</summary>
    public float CatchmentKm2(int cell) => _areas[cell];

    /// <summary>The middle of a cell moved at random, the same at each call, so that brooks do not show the grid.</summary>
    public (double X, double Y) PositionOf(int cell, ulong seed)
    {
        (double x, double y) = _relief.MiddleOf(cell);
        ulong bits = Rng.Mix((ulong)cell ^ seed);
        double side = _relief.CellLat * 110_870;
        return (x + ((bits & 0xFFFF) / 65_535.0 - 0.5) * 0.7 * side, y + ((bits >> 16 & 0xFFFF) / 65_535.0 - 0.5) * 0.7 * side);
    }

    private void Flood()
    {
        Array.Fill(_parents, -2);
        int columns = _relief.Columns, rows = _relief.Rows, done = 0;
        var queue = new PriorityQueue<int, (float, float, int)>();
        for (int cell = 0; cell < _parents.Length; cell++)
        {
            int column = cell % columns, row = cell / columns;
            bool rim = column == 0 || row == 0 || column == columns - 1 || row == rows - 1;
            if (!rim && _relief.RiverDistances[cell] > 250) continue;
            _parents[cell] = -1;
            queue.Enqueue(cell, (_relief.Heights[cell], 0, cell));
        }
        while (queue.TryDequeue(out int cell, out (float Level, float, int) at))
        {
            _order[done++] = cell;
            int column = cell % columns, row = cell / columns;
            foreach ((int dc, int dr) in Around)
            {
                int c = column + dc, r = row + dr;
                if (c < 0 || r < 0 || c >= columns || r >= rows) continue;
                int neighbour = r * columns + c;
                if (_parents[neighbour] != -2) continue;
                _parents[neighbour] = cell;
                queue.Enqueue(neighbour, (Math.Max(at.Level, _relief.Heights[neighbour]), _relief.Heights[neighbour], neighbour));
            }
        }
    }

    private void Gather()
    {
        float cellKm2 = (float)(_relief.CellLon * 96.4 * _relief.CellLat * 110.87);
        for (int i = _order.Length - 1; i >= 0; i--)
        {
            int cell = _order[i];
            _areas[cell] += cellKm2;
            if (_parents[cell] >= 0) _areas[_parents[cell]] += _areas[cell];
        }
    }
}
