using GeoServe.SampleCity.Meshes;
using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Seeds;

namespace GeoServe.SampleCity.Areas;

/// <summary>
/// Finds places for the seats of a district's townships: streets close together around the district's seat, towns spread over
/// the rest, all rather in valleys than on slopes.
/// </summary>
internal sealed class SeatPlacer(SeedDistrict district, DistrictMesh mesh, NodeTerrain terrain, int seed)
{
    private const int Candidates = 40;

    private readonly List<int> _nodes = [];
    private Rng _rng = Rng.For(seed, RandomStream.Seats, mesh.District);

    /// <summary>Nodes for the townships, which come streets first.</summary>
    public int[] Place(IReadOnlyList<Township> townships)
    {
        double area = mesh.NodeAreas.Sum() * 1e6;
        int streets = townships.Count(township => township.IsStreet);
        double ofStreet = Math.Min(area / (streets + 4.0 * (townships.Count - streets)), 9e6);
        double ofTown = (area - ofStreet * streets) / Math.Max(1, townships.Count - streets);
        double reach = streets == townships.Count ? double.PositiveInfinity : Math.Sqrt(streets * ofStreet / Math.PI);
        for (int i = 0; i < townships.Count; i++)
        {
            bool street = i < streets;
            double spacing = Math.Sqrt(street ? ofStreet : ofTown);
            _nodes.Add(i == 0 ? FirstNode() : BestOf(spacing, street ? 0 : reach + 0.3 * spacing, street ? reach : double.PositiveInfinity));
        }
        // The first name of a district is its middle: hand the places out from the seat outwards, streets and towns apart.
        return [.. Outwards(_nodes.Take(streets)), .. Outwards(_nodes.Skip(streets))];
    }

    private int FirstNode()
    {
        int best = -1;
        double least = double.PositiveInfinity;
        for (int node = mesh.BorderCount; node < mesh.Count; node++)
        {
            double distance = ToSeat(node) + 40_000 * Math.Max(0, terrain.Slopes[node] - 0.15) + (terrain.IsWater[node] ? 3_000 : 0);
            if (distance < least) (best, least) = (node, distance);
        }
        return best;
    }

    private int BestOf(double spacing, double nearest, double farthest)
    {
        int best = -1;
        double bestScore = double.NegativeInfinity;
        for (int tries = 0, found = 0; found < Candidates && tries < 400 * Candidates; tries++)
        {
            int node = mesh.BorderCount + _rng.NextInt(mesh.Count - mesh.BorderCount);
            double toSeat = ToSeat(node);
            // Where the ring is too small to be hit, anywhere will do after a while.
            if (tries < 200 * Candidates && (toSeat < nearest || toSeat > farthest) || terrain.IsWater[node] && tries < 300 * Candidates) continue;
            if (_nodes.Contains(node)) continue;
            found++;
            double gap = double.PositiveInfinity;
            foreach (int other in _nodes) gap = Math.Min(gap, mesh.Distance(node, other));
            double score = Math.Min(1.3, gap / spacing) - 1.6 * Math.Min(0.5, terrain.Slopes[node])
                + 0.25 * Math.Exp(-terrain.RiverDistances[node] / 2_500);
            if (score > bestScore) (best, bestScore) = (node, score);
        }
        return best;
    }

    private IEnumerable<int> Outwards(IEnumerable<int> nodes) => nodes.OrderBy(ToSeat).ThenBy(node => node);

    private double ToSeat(int node) =>
        Math.Sqrt(Math.Pow(mesh.Xs[node] - district.SeatX, 2) + Math.Pow(mesh.Ys[node] - district.SeatY, 2));
}
