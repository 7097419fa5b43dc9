namespace GeoServe.Sources.PostGis;

/// <summary>How the key of a table is compared with ids.</summary>
internal enum PostGisKeyType
{
    /// <summary>There is none.</summary>
    None,
    /// <summary>smallint, integer, bigint.</summary>
    Integer,
    /// <summary>text and its like.</summary>
    Text,
    /// <summary>uuid.</summary>
    Uuid,
    /// <summary>Anything else, by its text form.</summary>
    Other,
}
