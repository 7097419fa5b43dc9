using GeoServe.SampleCity.Points;
using GeoServe.SampleCity.Streets;

namespace GeoServe.SampleCity.Buildings;

/// <summary>All buildings: those of the blocks first, then farmhouses along the ways to the villages.</summary>
internal sealed class BuildingGrowth(City city, RoadNetwork network, List<Block> blocks, Village[] villages)
{
    private const double MostInBlocks = 0.74;

    /// <summary>So many buildings, in a fixed order, as they are asked for.</summary>
    public IEnumerable<Building> Grow(int count)
    {
        var filler = new BlockFiller(city, network);
        long inBlocks = 0;
        var room = new List<Building>();
        for (int b = 0; b < blocks.Count; b++) inBlocks += filler.Fill(blocks[b], b, room);
        long keep = Math.Min(inBlocks, (long)(MostInBlocks * count));

        long seen = 0;
        for (int b = 0; b < blocks.Count; b++)
        {
            filler.Fill(blocks[b], b, room);
            foreach (Building building in room)
            {
                // Leaves out evenly what is too many.
                if ((seen + 1) * keep / inBlocks != seen * keep / inBlocks) yield return building;
                seen++;
            }
        }
        foreach (Building farm in new FarmGrowth(city, network, villages).Grow((int)(count - keep))) yield return farm;
    }
}
