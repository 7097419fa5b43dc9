using System.Globalization;
using System.Text;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Benchmarks;

/// <summary>Made-up features for benchmarks, the same at each run.</summary>
internal static class Cities
{
    /// <summary>Round polygons with a wavy edge, all over a tile.</summary>
    public static (string Name, string Wkt)[] Polygons(TileCoordinate tile, int count, int vertices)
    {
        double side = 360.0 / (1 << tile.Z), west = -180 + (tile.X * side);
        double north = Math.Atan(Math.Sinh(Math.PI * (1 - (2.0 * tile.Y / (1 << tile.Z))))) * 180 / Math.PI;
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            double x = west + (side * random.NextDouble()), y = north - (side * 0.85 * random.NextDouble()), radius = side / 60;
            var wkt = new StringBuilder("POLYGON ((");
            for (int v = 0; v <= vertices; v++)
            {
                double angle = 2 * Math.PI * (v % vertices) / vertices, wave = radius * (1 + (0.3 * Math.Sin(5 * angle)));
                if (v > 0) wkt.Append(", ");
                wkt.Append(CultureInfo.InvariantCulture, $"{x + (wave * Math.Cos(angle)):0.0000000} {y + (wave * Math.Sin(angle)):0.0000000}");
            }
            return ($"name {i % 50}", wkt.Append("))").ToString());
        })];
    }
}
