namespace GeoServe.Core.Sources;

/// <summary>A finished tile. The body is not changed any more.</summary>
/// <param name="Body">What is sent; empty where an empty vector tile is meant.</param>
/// <param name="Format">What it is.</param>
/// <param name="IsGzip">True when the body is compressed by gzip (vector tiles are kept so).</param>
public sealed record Tile(ReadOnlyMemory<byte> Body, TileFormat Format, bool IsGzip = false)
{
    /// <summary>True when there is nothing in it: a vector tile without a layer, answered 204.</summary>
    public bool IsEmpty => Body.Length == 0;
}
