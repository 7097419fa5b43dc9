namespace GeoServe.Core.Sources;

/// <summary>What a tile's body is.</summary>
public enum TileFormat : byte
{
    /// <summary>PNG.</summary>
    Png,
    /// <summary>WebP.</summary>
    WebP,
    /// <summary>JPEG: no transparency, white instead.</summary>
    Jpeg,
    /// <summary>Mapbox vector tile.</summary>
    Mvt,
}
