using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;
using GeoServe.Core.TileMatrices;
using GeoServe.Sources.TileArchives;

namespace GeoServe.Sources.MbTiles;

/// <summary>Reads the table <c>metadata</c> (MBTiles 1.3, "Metadata"), and from the tiles themselves what it does not say.</summary>
internal static class MbTilesMetadata
{
    /// <summary>What the archive says of itself.</summary>
    /// <exception cref="SourceFaultException">It has no tiles, or of a format that is not served.</exception>
    public static TileArchive Read(MbTilesConnection connection, string path)
    {
        List<string?[]> tables = connection.Rows("SELECT lower(name) FROM sqlite_schema WHERE type IN ('table', 'view')");
        if (!tables.Exists(row => row[0] == "tiles")) throw new SourceFaultException($"'{path}' is no MBTiles archive: it has no table or view 'tiles'{(tables.Count == 0 ? "; it is an empty database" : "")}.");
        Dictionary<string, string> facts = tables.Exists(row => row[0] == "metadata") ? FactsOf(connection) : [];
        byte[] sample = connection.First("SELECT tile_data FROM tiles WHERE length(tile_data) > 0 LIMIT 1");
        if (sample.Length == 0) throw new SourceFaultException($"MBTiles archive '{path}' has no tile.");
        TileFormat format = FormatOf(facts.GetValueOrDefault("format"), sample, path);
        (int minZoom, int maxZoom) = ZoomsOf(connection, path);
        byte[] json = Encoding.UTF8.GetBytes(facts.GetValueOrDefault("json", ""));
        ImmutableArray<TileArchiveLayer> layers = format == TileFormat.Mvt ? ArchiveMetadata.Read(json, minZoom, maxZoom, out _) : [];
        return new TileArchive(format, minZoom, maxZoom, BoundsOf(facts.GetValueOrDefault("bounds")) ?? BoundsOf(connection, maxZoom), layers, facts.GetValueOrDefault("attribution", ""))
        {
            TilePixels = format == TileFormat.Mvt ? 0 : PictureHeader.WidthOf(sample),
        };
    }

    private static Dictionary<string, string> FactsOf(MbTilesConnection connection)
    {
        var facts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string?[] row in connection.Rows("SELECT name, value FROM metadata", most: 1_000))
        {
            if (row is [{ } name, { } value]) facts[name.Trim()] = value;
        }
        return facts;
    }

    // What the bytes are counts for more than what is said of them.
    private static TileFormat FormatOf(string? said, ReadOnlySpan<byte> sample, string path)
    {
        if (PictureHeader.FormatOf(sample) is { } picture) return picture;
        return said?.Trim().ToLowerInvariant() switch
        {
            null or "" or "pbf" or "mvt" or "application/x-protobuf" or "application/vnd.mapbox-vector-tile" => TileFormat.Mvt,
            var other => throw new SourceFaultException($"MBTiles archive '{path}' has tiles of format '{other}', which is not served; pbf, png, jpg and webp are."),
        };
    }

    // The tiles' own, of which the index knows the ends: metadata often tells of other ones.
    private static (int Min, int Max) ZoomsOf(MbTilesConnection connection, string path)
    {
        string?[] least = connection.Rows("SELECT min(zoom_level) FROM tiles")[0], most = connection.Rows("SELECT max(zoom_level) FROM tiles")[0];
        return int.TryParse(least[0], CultureInfo.InvariantCulture, out int min) && int.TryParse(most[0], CultureInfo.InvariantCulture, out int max) && min >= 0 && max <= 30 && min <= max
            ? (min, max)
            : throw new SourceFaultException($"MBTiles archive '{path}' has zoom levels from {least[0]} to {most[0]}; 0 to 30 are served.");
    }

    private static Box? BoundsOf(string? text)
    {
        string[] parts = text?.Split(',') ?? [];
        var numbers = new double[4];
        if (parts.Length != 4) return null;
        for (int i = 0; i < 4; i++)
        {
            if (!double.TryParse(parts[i].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i])) return null;
        }
        Box box = new Box(numbers[0], numbers[1], numbers[2], numbers[3]).Intersection(Box.WholeEarth);
        return box.IsEmpty || box.Width <= 0 ? null : box;
    }

    // Around the tiles of the last zoom, which lie closest to the data.
    private static Box BoundsOf(MbTilesConnection connection, int zoom)
    {
        string?[] ends = connection.Rows(string.Create(CultureInfo.InvariantCulture, $"SELECT min(tile_column), max(tile_column), min(tile_row), max(tile_row) FROM tiles WHERE zoom_level = {zoom}"))[0];
        int[] tiles = [.. ends.Select(end => int.TryParse(end, CultureInfo.InvariantCulture, out int tile) ? Math.Clamp(tile, 0, (1 << zoom) - 1) : 0)];
        double side = 2 * TileMatrixSet.MercatorHalf / (1L << zoom);
        var mercator = new Box(
            (tiles[0] * side) - TileMatrixSet.MercatorHalf, (tiles[2] * side) - TileMatrixSet.MercatorHalf,
            ((tiles[1] + 1) * side) - TileMatrixSet.MercatorHalf, ((tiles[3] + 1) * side) - TileMatrixSet.MercatorHalf);
        return CrsRegistry.Between(Crs.WebMercator, Crs.Crs84).Transform(mercator);
    }
}
