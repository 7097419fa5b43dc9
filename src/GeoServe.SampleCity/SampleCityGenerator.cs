using GeoServe.Core.Sources;
using GeoServe.SampleCity.Buildings;
using GeoServe.SampleCity.Points;
using GeoServe.SampleCity.Streets;
using GeoServe.SampleCity.Tables;

namespace GeoServe.SampleCity;

/// <summary>
/// Grows a city on real ground: real districts, names and rivers, everything else invented, plausible, and the same for the same seed and
/// scale. All areas of all layers come from one net of borders in steps of 1e-7 degree.
/// </summary>
/// <param name="seed">What is real.</param>
/// <param name="options">How big, and which one.</param>
/// <exception cref="ArgumentOutOfRangeException">The scale is not above 0 and at most 1.</exception>
public sealed class SampleCityGenerator(SampleSeed seed, SampleCityOptions options)
{
    /// <summary>The city's own "now": the instant of its last readings and reports.</summary>
    public static DateTimeOffset Now => Storms.Now;

    /// <summary>Grows the city and writes its tables, each in EPSG:4326 with the key <c>id</c>, in a fixed order.</summary>
    /// <param name="store">Where to; none of the tables may be there yet.</param>
    /// <param name="progress">Is told the step, the fraction done, and the time left.</param>
    /// <param name="cancellationToken">Ends the work; tables that are whole stay.</param>
    /// <exception cref="InvalidOperationException">A layer of areas is no valid coverage: a fault of the generator, and nothing of it is written.</exception>
    /// <exception cref="SourceFaultException">A table is there already.</exception>
    public async Task WriteAsync(IFeatureStore store, IProgress<SampleProgress> progress, CancellationToken cancellationToken)
    {
        options.Check();
        var meter = new ProgressMeter(progress);
        meter.Begin("ground and areas", 0.16);
        City city = City.Grow(seed, options, cancellationToken);
        Village[] villages = VillagePlacer.Place(city);
        meter.Begin("districts", 0.01);
        await DistrictTables.WriteAsync(city, store, cancellationToken);
        await PlaceTables.WriteVillagesAsync(city, villages, store, cancellationToken);
        await PlaceTables.WritePlacesAsync(seed, store, cancellationToken);
        meter.Begin("townships", 0.02);
        await TownshipTables.WriteAsync(city, store, cancellationToken);
        meter.Begin("watersheds", 0.03);
        await TerrainTables.WriteWatershedsAsync(city, store, cancellationToken);
        meter.Begin("hillslopes", 0.14);
        await TerrainTables.WriteHillslopesAsync(city, store, cancellationToken);
        meter.Begin("community zones", 0.005);
        await LandTables.WriteZonesAsync(city, store, cancellationToken);
        meter.Begin("land use", 0.085);
        await LandTables.WriteLandUseAsync(city, store, cancellationToken);
        meter.Begin("rivers", 0.02);
        await RiverTables.WriteRiversAsync(city, store, cancellationToken);
        await RiverTables.WriteWaterAsync(city, store, cancellationToken);
        meter.Begin("roads", 0.09);
        (RoadNetwork network, List<Block> blocks) = new RoadBuilder(city, villages).Build(options.Scaled(300_000));
        await RoadTables.WriteAsync(network, store, cancellationToken);
        meter.Begin("buildings", 0.13);
        var growth = new BuildingGrowth(city, network, blocks, villages);
        await BuildingTables.WriteAsync(city, growth, options.Scaled(1_000_000), store, meter, cancellationToken);
        meter.Begin("facilities and rocks", 0.01);
        var places = new TownPlaces(city, network, blocks, villages);
        await FacilityTables.WriteAsync(city, places, villages, options.Scaled(60_000), store, cancellationToken);
        await RockTables.WriteAsync(city, options.Scaled(431), store, cancellationToken);
        var roads = new RoadSpots(city, network);
        await HeritageTables.WriteAsync(city, places, villages, options.Scaled(2_600), store, cancellationToken);
        await IncidentTables.WriteHotspotsAsync(city, options.Scaled(1_800), store, cancellationToken);
        await IncidentTables.WriteAccidentsAsync(city, roads, options.Scaled(24_000), store, cancellationToken);
        await IncidentTables.WriteDepotsAsync(city, options.Scaled(1_100), store, cancellationToken);
        await MonitorTables.WriteWaterSectionsAsync(city, options.Scaled(620), store, cancellationToken);
        await MonitorTables.WriteAirStationsAsync(city, options.Scaled(480), store, cancellationToken);
        await MonitorTables.WriteTrafficCountersAsync(city, roads, options.Scaled(3_000), store, cancellationToken);
        await EconomyTables.WriteEnterprisesAsync(city, places, villages, options.Scaled(80_000), store, cancellationToken);
        await EconomyTables.WriteEstatesAsync(city, places, options.Scaled(12_000), store, cancellationToken);
        await EconomyTables.WriteLandSalesAsync(city, places, options.Scaled(5_200), store, cancellationToken);
        meter.Begin("rain", 0.13);
        await RainTables.WriteAsync(city, villages, options.Scaled(2_608), store, meter, cancellationToken);
        meter.Begin("feedback", 0.17);
        await FeedbackTables.WriteAsync(city, places, villages, options.Scaled(2_400_000), store, meter, cancellationToken);
        meter.End();
    }
}
