namespace GeoServe.SampleCity.Randomness;

/// <summary>What a stream of random numbers is for; each part of the city draws from its own.</summary>
internal enum RandomStream
{
    Relief = 1, Lattice, Seats, Growth, Slopes, Zones, LandUse, Villages, Streets, Routes, Blocks, Buildings, Facilities,
    Rocks, Gauges, Rain, Feedback, Indicators, Names, Farms, Ponds,
    Heritage, Hotspots, Accidents, WaterSections, AirStations, TrafficCounters, Enterprises, Estates, LandSales, Depots,
}
