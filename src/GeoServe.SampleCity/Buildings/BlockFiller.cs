using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Streets;

namespace GeoServe.SampleCity.Buildings;

/// <summary>Builds a block over: towers in the middle of a city, rows of flats around, works at its edge, small houses in towns.</summary>
internal sealed class BlockFiller
{
    private const double Setback = 11;

    private readonly City _city;
    private readonly RoadNetwork _network;
    private readonly RoadSpace _wideRoads;
    private readonly ulong _seed;

    public BlockFiller(City city, RoadNetwork network)
    {
        (_city, _network) = (city, network);
        _wideRoads = new RoadSpace(network, edge => !edge.InGrid);
        Rng rng = Rng.For(city.Options.Seed, RandomStream.Blocks);
        _seed = rng.Next();
    }

    /// <summary>Replaces the list by the buildings of a block; gives how many. The same at each call.</summary>
    public int Fill(Block block, int number, List<Building> room)
    {
        room.Clear();
        Rng rng = Rng.For(_city.Options.Seed, RandomStream.Buildings, number);
        var frame = new BlockFrame(_network, block);
        if (frame.Width < 30 || frame.Depth < 30) return 0;
        Township township = _city.Townships[block.Township];
        double centre = block.Urban * Math.Min(1, township.Radius / 1_300);
        double industry = Noise.Fractal(frame.X / 1_700, frame.Y / 1_700, 2, _seed), shops = Noise.Fractal(frame.X / 900, frame.Y / 900, 2, _seed + 9);
        double chance = rng.NextDouble();
        if (chance < 0.05) return 0;        // a square, a park, a building site
        if (chance < 0.08) Campus(frame, Building.School, block, ref rng, room);
        else if (chance < 0.09) Campus(frame, Building.Hospital, block, ref rng, room);
        else if (centre > 0.8 && shops > -0.1 || centre > 0.55 && shops > 0.45) Towers(frame, block, centre, ref rng, room);
        else if (centre > 0.25 && block.Urban < 0.85 && industry > 0.33) Works(frame, block, ref rng, room);
        else if (centre < 0.33 || shops < -0.5) Houses(frame, block, centre, ref rng, room);
        else Rows(frame, block, centre, ref rng, room);
        return room.Count;
    }

    private void Towers(BlockFrame frame, Block block, double centre, ref Rng rng, List<Building> room)
    {
        double step = rng.Between(44, 58);
        int highest = (int)(18 + 44 * centre * rng.Between(0.5, 1));
        for (double v = -frame.Depth / 2 + step / 2; v < frame.Depth / 2; v += step)
        {
            for (double u = -frame.Width / 2 + step / 2; u < frame.Width / 2; u += step)
            {
                double half = rng.Between(11, 17);
                bool shop = rng.Chance(0.3);
                Place(frame, block, u, v, half * rng.Between(1, 1.5), half, shop ? Building.Shops : rng.Chance(0.6) ? Building.Offices : Building.Flats,
                    shop ? 3 + rng.NextInt(5) : 14 + rng.NextInt(highest), ref rng, room);
            }
        }
    }

    private void Rows(BlockFrame frame, Block block, double centre, ref Rng rng, List<Building> room)
    {
        bool high = rng.Chance(0.2 + 0.6 * centre);
        double half = rng.Between(6, 7.5), gap = high ? rng.Between(20, 27) : rng.Between(11, 15);
        int floors = high ? 17 + rng.NextInt(17) : 5 + rng.NextInt(4);
        for (double v = -frame.Depth / 2 + Setback + half; v < frame.Depth / 2; v += 2 * half + gap)
        {
            for (double u = -frame.Width / 2 + Setback; u < frame.Width / 2;)
            {
                double length = high ? rng.Between(24, 34) : rng.Between(30, 56);
                Place(frame, block, u + length / 2, v, length / 2, half, rng.Chance(0.06) ? Building.Shops : Building.Flats, floors, ref rng, room);
                u += length + rng.Between(8, 16);
            }
        }
    }

    private void Houses(BlockFrame frame, Block block, double centre, ref Rng rng, List<Building> room)
    {
        // Along all four sides, as towns have grown: a row on each street.
        for (int side = 0; side < 2; side++)
        {
            double v = (side == 0 ? -1 : 1) * (frame.Depth / 2 - Setback - 5);
            for (double u = -frame.Width / 2 + Setback; u < frame.Width / 2;)
            {
                double length = rng.Between(9, 19);
                if (rng.Chance(0.86)) House(u + length / 2, v, length / 2, rng.Between(4.4, 6.5), ref rng);
                u += length + (rng.Chance(0.25) ? rng.Between(4, 14) : 1.2);
            }
            double column = (side == 0 ? -1 : 1) * (frame.Width / 2 - Setback - 5);
            for (double w = -frame.Depth / 2 + Setback + 18; w < frame.Depth / 2 - 28;)
            {
                double length = rng.Between(9, 17);
                if (rng.Chance(0.8)) House(column, w + length / 2, rng.Between(4.4, 6.5), length / 2, ref rng);
                w += length + (rng.Chance(0.3) ? rng.Between(4, 14) : 1.2);
            }
        }

        void House(double u, double v, double halfLength, double halfDepth, ref Rng draw) => Place(frame, block, u, v, halfLength, halfDepth,
            draw.Chance(0.16) ? Building.Shops : Building.House, 2 + draw.NextInt(3 + (int)(4 * centre)), ref draw, room);
    }

    private void Works(BlockFrame frame, Block block, ref Rng rng, List<Building> room)
    {
        int rows = 1 + rng.NextInt(2), columns = 1 + rng.NextInt(3);
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                double cellWidth = (frame.Width - 2 * Setback) / columns, cellDepth = (frame.Depth - 2 * Setback) / rows;
                Place(frame, block, -frame.Width / 2 + Setback + (c + 0.5) * cellWidth, -frame.Depth / 2 + Setback + (r + 0.5) * cellDepth,
                    (cellWidth / 2 - 4) * rng.Between(0.7, 0.98), (cellDepth / 2 - 4) * rng.Between(0.6, 0.95), Building.Works, 1 + rng.NextInt(3), ref rng, room);
            }
        }
    }

    private void Campus(BlockFrame frame, int use, Block block, ref Rng rng, List<Building> room)
    {
        for (int side = 0; side < 2; side++)
        {
            double v = (side == 0 ? -1 : 1) * frame.Depth * 0.24;
            for (int k = 0; k < 2; k++)
                Place(frame, block, (k == 0 ? -1 : 1) * frame.Width * 0.2, v, rng.Between(15, 24), rng.Between(6, 9), use, 3 + rng.NextInt(use == Building.Hospital ? 14 : 4), ref rng, room);
        }
    }

    // A building that would stand over the block's edge or on a wide road is not built.
    private void Place(BlockFrame frame, Block block, double u, double v, double halfLength, double halfDepth, int use, int floors, ref Rng rng, List<Building> room)
    {
        if (halfLength < 3 || halfDepth < 3) return;
        if (!frame.Holds(u - halfLength, v - halfDepth, Setback - 3) || !frame.Holds(u + halfLength, v - halfDepth, Setback - 3)
            || !frame.Holds(u - halfLength, v + halfDepth, Setback - 3) || !frame.Holds(u + halfLength, v + halfDepth, Setback - 3)) return;
        (double x, double y) = frame.ToPlane(u, v);
        if (_wideRoads.IsNear(x, y) || IsNearRoad(-1, -1) || IsNearRoad(1, -1) || IsNearRoad(1, 1) || IsNearRoad(-1, 1)) return;
        double floorHeight = use switch { Building.Works => 6.5, Building.Shops => 4.5, Building.Offices => 3.8, _ => 3 };
        int year = Math.Clamp((int)(2004 + 9 * rng.Gaussian() + (floors > 16 ? 7 : floors < 8 ? -7 : 0)), 1950, 2025);
        bool angled = use is not (Building.Works or Building.House) && halfDepth > 9 && rng.Chance(0.3);
        room.Add(new Building(x, y, frame.Cos, frame.Sin, halfLength, halfDepth, angled, use, floors, floorHeight, year, block.Township));

        bool IsNearRoad(int along, int across)
        {
            (double cornerX, double cornerY) = frame.ToPlane(u + along * halfLength, v + across * halfDepth);
            return _wideRoads.IsNear(cornerX, cornerY);
        }
    }
}
