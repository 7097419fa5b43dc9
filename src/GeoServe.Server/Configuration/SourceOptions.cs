namespace GeoServe.Server.Configuration;

/// <summary>Section <c>source</c> of a file of collections: one GeoPackage or one PostGIS database.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="GeoPackage">Path of the file, relative to the data folder; null for PostGIS.</param>
/// <param name="PostGisVariable">Name of the environment variable with the connection string; null for a GeoPackage.</param>
/// <param name="Schema">Schema of the tables in PostGIS.</param>
internal sealed record SourceOptions(YamlPlace Place, string? GeoPackage, string? PostGisVariable, string Schema)
{
    public static SourceOptions? Read(YamlSection yaml)
    {
        if (yaml.Section("source") is not { } source)
        {
            yaml.Faults.Add(yaml.Place, "'source' is missing: {geopackage: FILE} or {postgis: {connectionVariable: NAME}}.");
            return null;
        }
        string? file = source.Text("geopackage");
        YamlSection? postgis = source.Section("postgis");
        string? variable = postgis?.RequiredText("connectionVariable");
        string schema = postgis?.Text("schema") ?? "public";
        postgis?.End();
        source.End();
        if (file is null == (variable is null))
        {
            if (postgis is null || file is not null) source.Faults.Add(source.Place, "one of 'geopackage' and 'postgis' is to be given.");
            return null;
        }
        return new SourceOptions(source.Place, file, variable, schema);
    }
}
