using System.Globalization;
using System.Text;
using GeoServe.Benchmarks.Rendering;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Benchmarks.Indexing;

/// <summary>A choropleth that fills a tile: neighbours share their borders, as hillslopes and townships do.</summary>
internal static class Coverage
{
    private const int Pixels = 1 << 16;

    /// <summary>Polygons with names.</summary>
    /// <param name="tile">What they fill.</param> <param name="cells">Polygons each way.</param> <param name="perSide">Vertices of a side.</param>
    public static (string Name, string Wkt)[] Of(TileCoordinate tile, int cells, int perSide) =>
        [.. Choropleth.Rings(cells, perSide, Pixels).Select((ring, i) => ($"class {i * 7 % 50}", Wkt(tile, ring)))];

    private static string Wkt(TileCoordinate tile, int[] ring)
    {
        double tiles = Math.Pow(2, tile.Z), units = Pixels * 16.0;
        var text = new StringBuilder("POLYGON ((");
        for (int i = 0; i <= ring.Length; i += 2)
        {
            int at = i % ring.Length;
            double x = (tile.X + (ring[at] / units)) / tiles, y = (tile.Y + (ring[at + 1] / units)) / tiles;
            double latitude = Math.Atan(Math.Sinh(Math.PI * (1 - (2 * y)))) * 180 / Math.PI;
            if (i > 0) text.Append(", ");
            text.Append(CultureInfo.InvariantCulture, $"{(x * 360) - 180:0.000000000} {latitude:0.000000000}");
        }
        return text.Append("))").ToString();
    }
}
