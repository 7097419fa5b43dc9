using GeoServe.SampleCity.Areas;
using GeoServe.SampleCity.Meshes;
using GeoServe.SampleCity.Randomness;
using GeoServe.SampleCity.Relief;
using GeoServe.SampleCity.Seeds;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GeoServe.SampleCity;

/// <summary>The grown ground of the city: relief, rivers, meshes, and the labels of all layers of areas.</summary>
internal sealed class City
{
    private readonly TownshipIndex _index;
    private readonly IndexedPointInAreaLocator _inside;

    private City(SampleSeed seed, SampleCityOptions options)
    {
        (Seed, Options) = (seed, options);
        Rivers = [.. seed.Rivers.Select(RiverCourse.Of)];
        Water = new WaterField(Rivers);
        Relief = ReliefOf(seed, options, Rivers);
        Outline = CityOutline.Of(seed.Districts);
        _inside = new IndexedPointInAreaLocator(Outline);
        _inside.Locate(new Coordinate(0, 0));       // builds its index, which is not safe to do from two threads
        Hydrology = new Hydrology(Relief);
        double[] spacings = [.. seed.Districts.Select(district => SpacingOf(district, options.Scale))];
        Borders = new BorderNetwork(seed.Districts, spacings);
        int count = seed.Districts.Count;
        Meshes = new DistrictMesh[count];
        Terrains = new NodeTerrain[count];
        Urban = new float[count][];
        LandUseClasses = new List<int>[count];
        Towns = new AreaLayer("townships", count);
        Watersheds = new AreaLayer("watersheds", count);
        Hillslopes = new AreaLayer("hillslopes", count);
        Zones = new AreaLayer("community_zones", count);
        LandUses = new AreaLayer("landuse", count);
        Parallel.For(0, count, d =>
        {
            Meshes[d] = new MeshBuilder(Borders, seed.Districts[d], d, spacings[d], options.Seed).Build();
            Terrains[d] = new NodeTerrain(Meshes[d], Relief, Water);
        });
        Townships = TownshipGrowth.Of(this);
        _index = new TownshipIndex(Townships);
        UrbanField = new UrbanField(Townships, Relief, Water, options.Seed);
    }

    public SampleSeed Seed { get; }

    public SampleCityOptions Options { get; }

    public RefinedRelief Relief { get; }

    /// <summary>All districts together, in the working plane.</summary>
    public Geometry Outline { get; }

    public Hydrology Hydrology { get; }

    public RiverCourse[] Rivers { get; }

    public WaterField Water { get; }

    public BorderNetwork Borders { get; }

    public DistrictMesh[] Meshes { get; }

    public NodeTerrain[] Terrains { get; }

    public Township[] Townships { get; }

    public UrbanField UrbanField { get; }

    /// <summary>For each district, how urban each node is.</summary>
    public float[][] Urban { get; }

    public AreaLayer Towns { get; }

    public AreaLayer Watersheds { get; }

    public AreaLayer Hillslopes { get; }

    public AreaLayer Zones { get; }

    public AreaLayer LandUses { get; }

    /// <summary>For each district, the class of each area of land use.</summary>
    public List<int>[] LandUseClasses { get; }

    /// <summary>Grows the ground and all areas.</summary>
    public static City Grow(SampleSeed seed, SampleCityOptions options, CancellationToken cancellationToken)
    {
        var city = new City(seed, options);
        cancellationToken.ThrowIfCancellationRequested();
        city.GrowAreas(cancellationToken);
        return city;
    }

    /// <summary>True where a place of the working plane lies in some district.</summary>
    public bool IsInside(double x, double y) => _inside.Locate(new Coordinate(x, y)) == Location.Interior;

    /// <summary>The township with the nearest seat; null far from all.</summary>
    public Township? NearestTownship(double x, double y) => _index.Nearest(x, y);

    private void GrowAreas(CancellationToken cancellationToken)
    {
        int count = Meshes.Length;
        var parallel = new ParallelOptions { CancellationToken = cancellationToken };
        var builtUp = new double[count];
        var builtUpNodes = new int[count];
        Parallel.For(0, count, parallel, d =>
        {
            DistrictMesh mesh = Meshes[d];
            Urban[d] = new float[mesh.Count];
            for (int node = 0; node < mesh.Count; node++)
            {
                Urban[d][node] = (float)UrbanField.At(mesh.Xs[node], mesh.Ys[node]);
                if (Urban[d][node] < CommunityZones.Urban || node < mesh.BorderCount) continue;
                builtUp[d] += mesh.NodeAreas[node] * (0.3 + Urban[d][node]);
                builtUpNodes[d]++;
            }
            int[] classes = LandUse.Classify(mesh, Terrains[d], Urban[d], Options.Seed);
            (LandUses.Labels[d], LandUseClasses[d]) = LandUse.Parts(mesh, classes, Towns.Labels[d]);
            LandUses.Counts[d] = LandUseClasses[d].Count;
        });

        double[] areas = [.. Meshes.Select(mesh => (double)mesh.NodeAreas.Sum())];
        int[] parts = [.. Seed.Districts.Select(district => district.Rings.Count)];
        int[] watersheds = AreaLayer.Share(Options.Scaled(4_208), areas, parts);
        int[] hillslopes = AreaLayer.Share(Options.Scaled(66_077), areas, watersheds);
        int[] zones = AreaLayer.Share(Options.Scaled(915), builtUp, [.. builtUp.Select(_ => 0)]);
        Parallel.For(0, count, parallel, d =>
        {
            GrowCatchments(d, watersheds[d], hillslopes[d]);
            Zones.Labels[d] = CommunityZones.Grow(Meshes[d], Terrains[d], Urban[d], zones[d], Options.Seed);
            Zones.Counts[d] = zones[d];
        });
        foreach (AreaLayer layer in (AreaLayer[])[Towns, Watersheds, Hillslopes, Zones, LandUses]) layer.MarkBorders(Meshes, Borders);
    }

    private void GrowCatchments(int d, int watersheds, int hillslopes)
    {
        DistrictMesh mesh = Meshes[d];
        float[] beds = [.. Terrains[d].Heights.Select((height, node) =>
            Terrains[d].IsWater[node] ? height - 400 : height - 9 * (float)Math.Log(1 + Hydrology.CatchmentKm2(Relief.CellAt(mesh.Xs[node], mesh.Ys[node]))))];
        var partition = new TreePartition(mesh, new DrainageTree(mesh, beds), Rng.For(Options.Seed, RandomStream.Slopes, d));
        partition.CutTo(watersheds);
        (Watersheds.Labels[d], Watersheds.Counts[d]) = (partition.Labels(), partition.Count);
        partition.CutTo(hillslopes);
        (Hillslopes.Labels[d], Hillslopes.Counts[d]) = (partition.Labels(), partition.Count);
        RegionGrowth.FollowLeaders(mesh, Watersheds.Labels[d]);
        RegionGrowth.FollowLeaders(mesh, Hillslopes.Labels[d]);
    }

    // Finer in the main city, and never so coarse that a district has fewer than some thousand nodes.
    private static double SpacingOf(SeedDistrict district, double scale)
    {
        double area = district.Rings.Sum(ring => GeodesicArea.OfRing(ring)) * 1e6;
        double wanted = district.IsMainCity
            ? Math.Clamp(115 * Math.Pow(scale, -0.25), 115, 230)
            : Math.Clamp(190 * Math.Pow(scale, -0.31), 190, 620);
        return Math.Min(wanted, Math.Sqrt(area / (0.866 * 3_000)));
    }

    /// <summary>The ground of a city, before anything grows on it.</summary>
    public static RefinedRelief ReliefOf(SampleSeed seed, SampleCityOptions options, IReadOnlyList<RiverCourse> rivers)
    {
        double west = double.PositiveInfinity, south = west, east = -west, north = -west;
        foreach (int[] ring in seed.Districts.SelectMany(district => district.Rings))
        {
            for (int i = 0; i < ring.Length; i += 2)
            {
                (west, east) = (Math.Min(west, ring[i]), Math.Max(east, ring[i]));
                (south, north) = (Math.Min(south, ring[i + 1]), Math.Max(north, ring[i + 1]));
            }
        }
        const double Steps = Plane.StepsPerDegree;
        return RefinedRelief.Of(seed.Dem, rivers, options.Scale > 0.1 ? 32 : 16, options.Seed, west / Steps, south / Steps, east / Steps, north / Steps);
    }
}
