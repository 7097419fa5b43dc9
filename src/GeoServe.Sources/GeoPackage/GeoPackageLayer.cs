using GeoServe.Core.Geometries;

namespace GeoServe.Sources.GeoPackage;

/// <summary>A table that a GeoPackage lists among its contents.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Title">Its identifier, if any.</param>
/// <param name="Description">Its description, if any.</param>
/// <param name="GeometryType">Type of its geometries; null for a table without.</param>
public sealed record GeoPackageLayer(string Table, string? Title, string? Description, ShapeType? GeometryType);
