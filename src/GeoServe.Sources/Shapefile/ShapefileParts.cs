using System.Collections.Immutable;

namespace GeoServe.Sources.Shapefile;

/// <summary>The files of one Shapefile, found whatever capitals their names have.</summary>
/// <param name="Shp">Geometries; the one that must be there.</param>
/// <param name="Dbf">Attributes.</param>
/// <param name="Shx">Where records stand.</param>
/// <param name="Cpg">Name of the encoding.</param>
/// <param name="Prj">The coordinate system.</param>
internal sealed record ShapefileParts(string Shp, string Dbf, string Shx, string Cpg, string Prj)
{
    /// <summary>All of them, the geometries first.</summary>
    public ImmutableArray<string> All => [Shp, Dbf, Shx, Cpg, Prj];

    /// <summary>Finds the files beside a .shp.</summary>
    public static ShapefileParts Of(string shp)
    {
        string folder = Path.GetDirectoryName(shp)!, stem = Path.GetFileNameWithoutExtension(shp);
        return new ShapefileParts(Find(".shp"), Find(".dbf"), Find(".shx"), Find(".cpg"), Find(".prj"));

        string Find(string extension)
        {
            string wanted = Path.Combine(folder, stem + extension);
            if (extension == ".shp") return shp;
            if (File.Exists(wanted) || !Directory.Exists(folder)) return wanted;
            var anyCase = new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive };
            return Directory.EnumerateFiles(folder, "*" + extension, anyCase).FirstOrDefault(path => Path.GetFileNameWithoutExtension(path).Equals(stem, StringComparison.OrdinalIgnoreCase)) ?? wanted;
        }
    }
}
