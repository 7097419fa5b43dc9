namespace GeoServe.Core.Sources;

/// <summary>How the body of a tile is packed (RFC 9110, 8.4.1). Numbers are stored: they do not change.</summary>
public enum TileEncoding : byte
{
    /// <summary>Not at all: pictures, which are packed by their own format.</summary>
    None = 0,
    /// <summary>gzip (RFC 1952).</summary>
    Gzip = 1,
    /// <summary>Brotli (RFC 7932).</summary>
    Brotli = 2,
}
