using System.Collections.Immutable;
using GeoServe.Core.Sources;
using GeoServe.Server.Configuration;
using GeoServe.Sources.GeoPackage;

namespace GeoServe.Server.Publishing;

/// <summary>Finds out what a file is and which layers it holds.</summary>
internal static class LayerFinder
{
    private static readonly Dictionary<string, SourceKind> s_kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".gpkg"] = SourceKind.GeoPackage, [".shp"] = SourceKind.Shapefile, [".geojson"] = SourceKind.GeoJson, [".json"] = SourceKind.GeoJson, [".geojsonl"] = SourceKind.GeoJson,
        [".ndjson"] = SourceKind.GeoJson, [".geojsons"] = SourceKind.GeoJson, [".csv"] = SourceKind.Csv, [".tsv"] = SourceKind.Csv, [".txt"] = SourceKind.Csv, [".fgb"] = SourceKind.FlatGeobuf,
    };

    private static readonly string[] s_sides = [".dbf", ".shx", ".prj", ".cpg"];

    /// <summary>True for files that are a layer, or one of the files of a Shapefile.</summary>
    public static bool IsPartOfALayer(string name) => s_kinds.ContainsKey(Path.GetExtension(name)) || s_sides.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>The layers of one file.</summary>
    /// <exception cref="PublishException">It is not of a known kind, holds nothing, or cannot be read.</exception>
    public static ImmutableArray<LayerFile> FindIn(string file)
    {
        string extension = Path.GetExtension(file);
        if (new FileInfo(file).Length == 0) throw new PublishException($"'{Path.GetFileName(file)}' is empty: it has 0 bytes; copy it again.");
        if (s_sides.Contains(extension, StringComparer.OrdinalIgnoreCase)) throw new PublishException($"'{Path.GetFileName(file)}' is one file of a Shapefile; name the .shp.");
        if (extension.ToLowerInvariant() is ".mbtiles" or ".pmtiles") throw new PublishException($"'{Path.GetFileName(file)}' holds ready tiles: copy it into the data folder and name it by 'source: {{{extension[1..].ToLowerInvariant()}: {Path.GetFileName(file)}}}' in a collection, with a style that draws its layers.");
        if (extension.ToLowerInvariant() is ".tif" or ".tiff")
        {
            throw new PublishException($"'{Path.GetFileName(file)}' is a raster, of which no theme is made; copy it into the data folder, name it by 'source: {{geotiff: FILE}}' in a file of config/collections, and draw it by a map whose style has a layer of type raster, hillshade or color-relief.");
        }
        if (!s_kinds.TryGetValue(extension, out SourceKind kind))
        {
            throw new PublishException($"'{Path.GetFileName(file)}' is of no known kind; there are GeoPackage (.gpkg), Shapefile (.shp, or .zip of its files), GeoJSON (.geojson, .geojsonl), CSV (.csv) and FlatGeobuf (.fgb).");
        }
        string name = Path.GetFileNameWithoutExtension(file);
        return kind switch
        {
            SourceKind.GeoPackage => Tables(file),
            SourceKind.Shapefile => [new LayerFile(kind, file, null, name, "", [.. PartsOf(file)])],
            _ => [new LayerFile(kind, file, null, name, "", [file])],
        };
    }

    /// <summary>The layers of all files of a folder, such as an archive was unpacked into.</summary>
    /// <exception cref="PublishException">There is none.</exception>
    public static ImmutableArray<LayerFile> FindInFolder(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Where(file => s_kinds.ContainsKey(Path.GetExtension(file))).Order(StringComparer.Ordinal)];
        string[] main = [.. files.Where(file => Path.GetExtension(file).ToLowerInvariant() is not (".txt" or ".json") || files.Length == 1)];      // notes and metadata beside the data
        if (main.Length > 0) return [.. main.SelectMany(file => (IEnumerable<LayerFile>)FindIn(file))];
        throw new PublishException(Directory.EnumerateFiles(folder).Any()
            ? "the archive holds parts of a Shapefile without its .shp; pack all of its files."
            : "the archive holds no layer: a Shapefile (.shp, .dbf, .shx, .prj), .gpkg, .geojson, .csv or .fgb is looked for.");
    }

    private static ImmutableArray<LayerFile> Tables(string file)
    {
        try
        {
            // Commits that are in the write-ahead log alone belong to it.
            string[] files = File.Exists(file + "-wal") && new FileInfo(file + "-wal").Length > 0 ? [file, file + "-wal"] : [file];
            ImmutableArray<LayerFile> layers = [.. GeoPackageSource.ReadLayers(file).Where(layer => layer.GeometryType is not null)
                .Select(layer => new LayerFile(SourceKind.GeoPackage, file, layer.Table, layer.Title is { Length: > 0 } title ? title : layer.Table, layer.Description ?? "", [.. files]))];
            return layers.IsEmpty ? throw new PublishException($"GeoPackage '{Path.GetFileName(file)}' has no layer with geometry.") : layers;
        }
        catch (Exception broken) when (broken is SourceFaultException or SourceUnavailableException)
        {
            throw PublishException.Of(broken, file);
        }
    }

    private static IEnumerable<string> PartsOf(string shp)
    {
        string stem = Path.GetFileNameWithoutExtension(shp);
        return Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(shp))!).Where(file =>
            Path.GetFileNameWithoutExtension(file).Equals(stem, StringComparison.OrdinalIgnoreCase)
            && (s_sides.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) || Path.GetExtension(file).Equals(".shp", StringComparison.OrdinalIgnoreCase)));
    }
}
