using System.Collections.Immutable;
using GeoServe.Core.Geometries;

namespace GeoServe.Core.Sources;

/// <summary>What an archive of ready tiles says of itself.</summary>
/// <param name="Format">Of all its tiles.</param>
/// <param name="MinZoom">The first zoom of WebMercatorQuad that it has.</param>
/// <param name="MaxZoom">The last one, included.</param>
/// <param name="Bounds">Longitude and latitude around its tiles.</param>
/// <param name="Layers">The layers of its vector tiles, in their order; empty for pictures.</param>
/// <param name="Attribution">Whom to thank; empty where it says nothing.</param>
public sealed record TileArchive(TileFormat Format, int MinZoom, int MaxZoom, Box Bounds, ImmutableArray<TileArchiveLayer> Layers, string Attribution)
{
    /// <summary>Side of a picture in pixels; 0 for vector tiles, and where it is not known.</summary>
    public int TilePixels { get; init; }

    /// <summary>True for vector tiles.</summary>
    public bool IsVector => Format == TileFormat.Mvt;

    /// <summary>All of it in one line, for hashes.</summary>
    public string Identity => FormattableString.Invariant($"{Format}|{MinZoom}|{MaxZoom}|{Bounds}|{string.Join(';', Layers.Select(layer => $"{layer.Name}:{layer.MinZoom}-{layer.MaxZoom}:{string.Join(',', layer.Columns)}"))}|{Attribution}|{TilePixels}");
}
