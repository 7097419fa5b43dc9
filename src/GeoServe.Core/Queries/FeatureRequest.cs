using GeoServe.Core.Catalogs;
using GeoServe.Core.CoordinateSystems;
using GeoServe.Core.Features;

namespace GeoServe.Core.Queries;

/// <summary>One of the three questions that the core answers: features of a collection.</summary>
/// <param name="Collection">Whose features.</param>
/// <param name="Query">Which, by the collection's schema and in its CRS; offset and limit are the page that the client asks for.</param>
/// <param name="Crs">In which CRS they are to come, and how the client wrote it.</param>
/// <param name="HitsOnly">True where only the number of features is wanted.</param>
public sealed record FeatureRequest(Collection Collection, FeatureQuery Query, CrsReference Crs, bool HitsOnly = false);
