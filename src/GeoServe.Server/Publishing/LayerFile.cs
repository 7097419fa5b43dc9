using System.Collections.Immutable;
using GeoServe.Server.Configuration;

namespace GeoServe.Server.Publishing;

/// <summary>One layer that a file holds.</summary>
/// <param name="Kind">Of the file.</param>
/// <param name="Path">The file: of a Shapefile the .shp.</param>
/// <param name="Table">Name of the table in a GeoPackage; null for files of one layer.</param>
/// <param name="Title">What the file calls the layer: its title, table or own name without extension.</param>
/// <param name="Description">A few sentences where the file has them; else empty.</param>
/// <param name="Files">All files that belong to it, to be copied.</param>
internal sealed record LayerFile(SourceKind Kind, string Path, string? Table, string Title, string Description, ImmutableArray<string> Files);
