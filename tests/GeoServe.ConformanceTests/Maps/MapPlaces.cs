using System.Text.Json;

namespace GeoServe.ConformanceTests.Maps;

/// <summary>Where and at which zooms a map of the sample city is looked at: towns, mountains, and the middle of its zooms.</summary>
internal static class MapPlaces
{
    /// <summary>The middle of the main city, Wanzhou and its gorges, the mountains in the north-east and in the south-east.</summary>
    private static readonly (double Lon, double Lat)[] Places = [(106.55, 29.56), (108.38, 30.81), (109.5, 31.1), (108.77, 29.4), (107.4, 29.7)];

    /// <summary>The places, that with the most to see first.</summary>
    public static IReadOnlyList<(double Lon, double Lat)> Of(JsonElement map) =>
        map.GetProperty("subject").GetString() is "fire" or "hazards" ? [Places[2], .. Places] : Places;

    /// <summary>The middle zoom: of areas a district fills the view, of points and lines a town does.</summary>
    public static int Middle(JsonElement map)
    {
        (int least, int most) = Zooms(map);
        return Math.Clamp((least + most) / 2, least, most) is var middle && least < 10 ? Math.Min(middle, 10) : middle;
    }

    /// <summary>Near the least, the middle, near the most.</summary>
    public static int[] Three(JsonElement map)
    {
        (int least, int most) = Zooms(map);
        return [.. new[] { Math.Max(least, Math.Min(7, most)), Middle(map), Math.Min(most, Math.Max(13, least + 2)) }.Distinct()];
    }

    private static (int Least, int Most) Zooms(JsonElement map) => (map.GetProperty("minzoom").GetInt32(), map.GetProperty("maxzoom").GetInt32());
}
