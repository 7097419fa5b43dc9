namespace GeoServe.SampleCity.Streets;

/// <summary>Classes of roads, the most important first; names are those of OpenStreetMap's highway tag.</summary>
internal enum RoadClass : byte
{
    Motorway, MotorwayLink, Trunk, Primary, Secondary, Tertiary, Residential, Unclassified, Track,
}
