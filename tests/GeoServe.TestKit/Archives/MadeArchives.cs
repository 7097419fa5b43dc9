using System.Globalization;
using System.Text;
using GeoServe.TestKit.Clients;

namespace GeoServe.TestKit.Archives;

/// <summary>Archives that GDAL makes of a few features and of a picture, and PMTiles of the same tiles.</summary>
public static class MadeArchives
{
    /// <summary>Vector tiles of two layers, zooms 0 to 5.</summary>
    public static async Task<string> VectorAsync(TemporaryFolder folder)
    {
        string file = folder.PathOf("vector.mbtiles");
        await Gdal.OgrToOgrAsync(file, Squares(folder), "-f", "MBTiles", "-dsco", "MINZOOM=0", "-dsco", "MAXZOOM=5", "-dsco", "NAME=made", "-nln", "squares");
        return file;
    }

    /// <summary>Pictures of zooms 0 to 3, made of one of 2,048 pixels of which each shows its place by its colour.</summary>
    /// <param name="folder">Where it is put.</param> <param name="format">PNG, JPEG or WEBP.</param>
    public static async Task<string> RasterAsync(TemporaryFolder folder, string format)
    {
        const int Side = 2048;
        byte[] pixels = new byte[Side * Side * 3];
        for (int i = 0; i < Side * Side; i++) (pixels[i * 3], pixels[(i * 3) + 1], pixels[(i * 3) + 2]) = ((byte)(i % Side / 8), (byte)(i / Side / 8), 128);
        string ppm = folder.PathOf("world.ppm"), file = folder.PathOf($"raster-{format.ToLowerInvariant()}.mbtiles");
        await File.WriteAllBytesAsync(ppm, [.. Encoding.ASCII.GetBytes($"P6\n{Side} {Side}\n255\n"), .. pixels]);
        const string Half = "20037508.342789244";
        string placed = folder.PathOf("world.tif");
        await Gdal.TranslateAsync(ppm, placed, "-a_srs", "EPSG:3857", "-a_ullr", "-" + Half, Half, Half, "-" + Half);
        await Gdal.TranslateAsync(placed, file, "-of", "MBTiles", "-co", $"TILE_FORMAT={format}");
        await Gdal.OverviewsAsync(file, 2, 4, 8);
        return file;
    }

    /// <summary>PMTiles of the tiles of an MBTiles archive.</summary>
    public static async Task<string> PmTilesAsync(TemporaryFolder folder, string mbtiles, PmTilesWriter writer)
    {
        string file = folder.PathOf($"{Path.GetFileNameWithoutExtension(mbtiles)}-{writer.LeafEntries}-{writer.Internal}.pmtiles");
        await File.WriteAllBytesAsync(file, writer.Write((await ArchiveTiles.OfMbTilesAsync(mbtiles)).Tiles));
        return file;
    }

    // A chessboard over half of the world, and points in its squares.
    private static string Squares(TemporaryFolder folder)
    {
        var features = new List<string>();
        for (int x = -16; x < 16; x++)
        {
            for (int y = -7; y < 7; y++)
            {
                if ((x + y) % 2 != 0) continue;
                string at(double dx, double dy) => string.Create(CultureInfo.InvariantCulture, $"[{(x + dx) * 10},{(y + dy) * 10}]");
                string ring = $"[{at(0, 0)},{at(1, 0)},{at(1, 1)},{at(0, 1)},{at(0, 0)}]";
                features.Add($$$"""{"type":"Feature","properties":{"name":"{{{x}}}:{{{y}}}","n":{{{x * y}}}},"geometry":{"type":"Polygon","coordinates":[{{{ring}}}]}}""");
            }
        }
        string file = folder.PathOf("squares.geojson");
        File.WriteAllText(file, $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""");
        return file;
    }
}
