using System.Collections.Immutable;
using GeoServe.Core.Features;

namespace GeoServe.Core.Sources;

/// <summary>A layer of an archive of vector tiles, as its metadata lists it (TileJSON 3.0.0, 3.3: vector_layers).</summary>
/// <param name="Name">Name of the layer in the tiles.</param>
/// <param name="Description">For people; empty where nothing is said.</param>
/// <param name="Columns">The attributes that its features may have.</param>
/// <param name="MinZoom">The first zoom that has the layer.</param>
/// <param name="MaxZoom">The last one, included.</param>
public sealed record TileArchiveLayer(string Name, string Description, ImmutableArray<Column> Columns, int MinZoom, int MaxZoom);
