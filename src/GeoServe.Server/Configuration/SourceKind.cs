namespace GeoServe.Server.Configuration;

/// <summary>What is behind a source; the names in small letters are the keys of the configuration.</summary>
internal enum SourceKind
{
    /// <summary>A table of a GeoPackage.</summary>
    GeoPackage,
    /// <summary>A table of a PostGIS database.</summary>
    PostGis,
    /// <summary>A Shapefile.</summary>
    Shapefile,
    /// <summary>A GeoJSON file, or one of a feature a line.</summary>
    GeoJson,
    /// <summary>A CSV file.</summary>
    Csv,
    /// <summary>A FlatGeobuf.</summary>
    FlatGeobuf,
    /// <summary>A GeoTIFF: a raster, without features.</summary>
    GeoTiff,
    /// <summary>Ready tiles in an MBTiles archive.</summary>
    MbTiles,
    /// <summary>Ready tiles in a PMTiles archive.</summary>
    PmTiles,
}
