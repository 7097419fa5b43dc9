using System.Text.Json.Serialization;

namespace GeoServe.LoadTest.Results;

/// <summary>One line of the file of results.</summary>
[JsonDerivedType(typeof(TilesMeasured), "tiles")]
[JsonDerivedType(typeof(ContentMeasured), "content")]
[JsonDerivedType(typeof(PyramidMeasured), "pyramid")]
[JsonDerivedType(typeof(OwnMeasured), "own")]
internal abstract record Measurement;

/// <summary>Tiles of one zoom asked in one round.</summary>
/// <param name="Contender">Who made them.</param> <param name="Zoom">Zoom of all of them.</param> <param name="Round">From 1.</param>
/// <param name="Tiles">How many.</param> <param name="Seconds">From the first to the last, by the clock.</param> <param name="CpuSeconds">Of the contender's processes.</param>
/// <param name="SentBytes">Of all bodies as they were sent.</param> <param name="Failed">How many were not made.</param>
internal sealed record TilesMeasured(string Contender, int Zoom, int Round, int Tiles, double Seconds, double CpuSeconds, long SentBytes, int Failed) : Measurement;

/// <summary>What the tiles of one zoom hold.</summary>
/// <param name="Contender">Who made them; or the source itself.</param> <param name="Zoom">Zoom of all of them.</param> <param name="Tiles">How many.</param>
/// <param name="RawBytes">Before compression; 0 for the source.</param> <param name="Layers">By layer.</param>
internal sealed record ContentMeasured(string Contender, int Zoom, int Tiles, long RawBytes, Dictionary<string, LayerContent> Layers) : Measurement;

/// <summary>What of a layer lies inside of tiles, their margins cut off.</summary>
/// <param name="Features">Features that meet their tile, counted in each.</param> <param name="Area">Of polygons, in square tile units of 1/4096.</param>
internal sealed record LayerContent(long Features, double Area)
{
    public static LayerContent operator +(LayerContent a, LayerContent b) => new(a.Features + b.Features, a.Area + b.Area);
}

/// <summary>A whole pyramid made from the source.</summary>
/// <param name="Contender">Who made it.</param> <param name="Part">Which part of the work; empty for all of it.</param> <param name="Seconds">By the clock.</param> <param name="CpuSeconds">Of its processes.</param>
/// <param name="PeakBytes">Most memory, mapped files included.</param> <param name="Tiles">How many tiles.</param> <param name="Bytes">Of all of them as they are kept.</param>
internal sealed record PyramidMeasured(string Contender, string Part, double Seconds, double CpuSeconds, long PeakBytes, long Tiles, long Bytes) : Measurement;

/// <summary>A number of GeoServe's own.</summary>
/// <param name="What">Its name, as the targets call it.</param> <param name="Value">The number.</param> <param name="Unit">Of the number.</param> <param name="Remark">How it was come by.</param>
internal sealed record OwnMeasured(string What, double Value, string Unit, string Remark) : Measurement;
