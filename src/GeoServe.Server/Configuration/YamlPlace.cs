namespace GeoServe.Server.Configuration;

/// <summary>Where something stands in the configuration.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Key">Path of the key.</param>
internal readonly record struct YamlPlace(string File, int Line, string Key);
