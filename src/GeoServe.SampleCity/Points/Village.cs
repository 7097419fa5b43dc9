using GeoServe.SampleCity.Seeds;

namespace GeoServe.SampleCity.Points;

/// <summary>A village or community of the sample city: the real name at an invented place in its township.</summary>
/// <param name="Seed">Name and code.</param> <param name="Township">Index of its township.</param>
/// <param name="X">Metres in the working plane.</param> <param name="Y">Likewise.</param>
/// <param name="IsUrban">True for a community of residents (居委会).</param>
/// <param name="Population">People.</param> <param name="Height">Metres.</param>
internal sealed record Village(SeedVillage Seed, int Township, double X, double Y, bool IsUrban, int Population, double Height);
