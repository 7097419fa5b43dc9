namespace GeoServe.Core.Sources;

/// <summary>A finished tile. The body is not changed any more.</summary>
/// <param name="Body">What is sent; empty where an empty vector tile is meant.</param>
/// <param name="Format">What it is.</param>
/// <param name="Encoding">How the body is packed (vector tiles are kept packed).</param>
public sealed record Tile(ReadOnlyMemory<byte> Body, TileFormat Format, TileEncoding Encoding = TileEncoding.None)
{
    /// <summary>The vector tile without a layer, one for all.</summary>
    public static Tile EmptyVectorTile { get; } = new(default, TileFormat.Mvt);

    /// <summary>What the tile does not have; null where it has everything.</summary>
    public TileNotes? Notes { get; init; }

    /// <summary>True when there is nothing in it: a vector tile without a layer, answered 204.</summary>
    public bool IsEmpty => Body.Length == 0;
}
