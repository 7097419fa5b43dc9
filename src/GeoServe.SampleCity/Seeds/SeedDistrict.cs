namespace GeoServe.SampleCity.Seeds;

/// <summary>A real district.</summary>
/// <param name="Code">Six digits (GB/T 2260).</param> <param name="Name">In Chinese.</param> <param name="NameEn">In pinyin.</param>
/// <param name="Kind">区, 县 or 自治县.</param>
/// <param name="SeatX">Its seat, metres in the working plane.</param> <param name="SeatY">Likewise.</param>
/// <param name="Population">People, rounded.</param>
/// <param name="Rings">Closed rings of 1e-7 degree (lon, lat, ...): outer ones counter-clockwise, holes clockwise.</param>
internal sealed record SeedDistrict(
    string Code, string Name, string NameEn, string Kind, double SeatX, double SeatY, int Population, IReadOnlyList<int[]> Rings)
{
    /// <summary>True for the nine districts that make up the main city.</summary>
    public bool IsMainCity => string.CompareOrdinal(Code, "500103") >= 0 && string.CompareOrdinal(Code, "500109") <= 0
        || Code is "500112" or "500113";
}
