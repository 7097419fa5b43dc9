namespace GeoServe.SampleCity.Seeds;

/// <summary>A real township: name and code, without geometry.</summary>
/// <param name="Code">Nine digits.</param> <param name="Name">In Chinese.</param> <param name="Kind">街道, 镇 or 乡.</param>
/// <param name="DistrictCode">Six digits.</param>
internal sealed record SeedTownship(string Code, string Name, string Kind, string DistrictCode);

/// <summary>A real village or community committee, without geometry.</summary>
/// <param name="Code">Twelve digits.</param> <param name="Name">In Chinese.</param> <param name="TownshipCode">Nine digits.</param>
internal sealed record SeedVillage(string Code, string Name, string TownshipCode);

/// <summary>A populated place of GeoNames.</summary>
/// <param name="Name">Romanised.</param> <param name="Lon">Degrees.</param> <param name="Lat">Degrees.</param>
internal sealed record SeedPlace(string Name, double Lon, double Lat);

/// <summary>The course of a great river, downstream.</summary>
/// <param name="Name">In Chinese.</param> <param name="NameEn">In English.</param> <param name="Rank">1: Yangtze, 2: others.</param>
/// <param name="Xs">Metres in the working plane.</param> <param name="Ys">Likewise.</param>
internal sealed record SeedRiver(string Name, string NameEn, int Rank, double[] Xs, double[] Ys);
