namespace GeoServe.Server.Publishing;

/// <summary>What is to be published, and what the user says of it; what is null is found out.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="ConfigFolder">The configuration.</param>
/// <param name="DataFolder">Where the copy goes.</param>
internal sealed record PublishRequest(string File, string ConfigFolder, string DataFolder)
{
    /// <summary>Id of the map; of the publication where the file has several layers.</summary>
    public string? Id { get; init; }

    /// <summary>Title of the map.</summary>
    public string? Title { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? Department { get; init; }

    /// <summary>The subject under which galleries show it.</summary>
    public string? Subject { get; init; }

    /// <summary>The CRS, such as <c>EPSG:4490</c>.</summary>
    public string? Crs { get; init; }

    /// <summary>Encoding of a Shapefile or CSV.</summary>
    public string? Encoding { get; init; }

    /// <summary>Column of x in a CSV.</summary>
    public string? X { get; init; }

    /// <summary>Column of y in a CSV.</summary>
    public string? Y { get; init; }

    /// <summary>Column of geometries in a CSV.</summary>
    public string? Wkt { get; init; }

    /// <summary>The theme, as <c>METHOD</c> or <c>METHOD:ATTRIBUTE</c>.</summary>
    public string? Theme { get; init; }

    /// <summary>Classes of the theme.</summary>
    public int? Classes { get; init; }

    /// <summary>Palette of the theme.</summary>
    public string? Palette { get; init; }

    /// <summary>Attribute of the labels.</summary>
    public string? Label { get; init; }

    /// <summary>True to put it in the place of what is published under the id.</summary>
    public bool Replaces { get; init; }
}
