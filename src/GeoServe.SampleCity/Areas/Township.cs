using GeoServe.SampleCity.Seeds;

namespace GeoServe.SampleCity.Areas;

/// <summary>A township of the sample city: the real name at an invented place.</summary>
internal sealed class Township(SeedTownship seed, int index, int district)
{
    public SeedTownship Seed { get; } = seed;

    /// <summary>Among all townships, from 0; its key is one more.</summary>
    public int Index { get; } = index;

    /// <summary>Of its district, from 0.</summary>
    public int District { get; } = district;

    /// <summary>True for a 街道.</summary>
    public bool IsStreet => Seed.Kind == "街道";

    /// <summary>Its seat: the node in the mesh, and metres in the working plane.</summary>
    public int Node { get; set; }

    public double X { get; set; }

    public double Y { get; set; }

    /// <summary>Metres of height at the seat.</summary>
    public double Height { get; set; }

    /// <summary>People who live in the built-up part, and all.</summary>
    public int UrbanPopulation { get; set; }

    public int Population { get; set; }

    /// <summary>Radius of the built-up part, metres.</summary>
    public double Radius { get; set; }

    public double AreaKm2 { get; set; }

    /// <summary>Mean slope in degrees and share of the area covered by forest, from the mesh.</summary>
    public double MeanSlope { get; set; }

    public double ForestShare { get; set; }

    /// <summary>Square kilometres built up.</summary>
    public double UrbanKm2 { get; set; }

    /// <summary>Metres to the seat of its district, to the middle of the main city and to the nearest great river.</summary>
    public double ToSeat { get; set; }

    public double ToCentre { get; set; }

    public double ToRiver { get; set; }
}
