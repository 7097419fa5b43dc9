using GeoServe.Core.Catalogs;

namespace GeoServe.Core.Changes;

/// <summary>A raster as one snapshot sees it. What is read of it is what is there then: newer than the revision perhaps, never older.</summary>
/// <param name="Collection">The raster.</param>
/// <param name="Revision">Of its source; another number after any change.</param>
public sealed record RasterState(RasterCollection Collection, ulong Revision);
