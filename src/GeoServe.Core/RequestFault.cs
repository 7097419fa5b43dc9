namespace GeoServe.Core;

/// <summary>Why a request is refused: the client's fault. Each protocol has its own word for each.</summary>
public enum RequestFault
{
    /// <summary>A parameter that must be there is missing.</summary>
    MissingParameter,
    /// <summary>A parameter has a value that is not allowed.</summary>
    InvalidParameter,
    /// <summary>The named thing (map, collection, style, matrix set, feature) is not there.</summary>
    NotFound,
    /// <summary>The tile lies outside of its matrix or of the map's limits.</summary>
    TileOutOfRange,
    /// <summary>The operation or format is not offered.</summary>
    NotSupported,
    /// <summary>None of the versions that the client takes is offered.</summary>
    VersionNegotiation,
    /// <summary>The request is larger than a limit allows.</summary>
    TooLarge,
    /// <summary>The request can be read, but not be carried out on what it names.</summary>
    ProcessingFailed,
    /// <summary>The body or a structured parameter cannot be parsed.</summary>
    ParsingFailed,
}
