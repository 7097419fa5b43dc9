namespace GeoServe.TestKit.Clients;

/// <summary>A fill of polygons in a vector tile layer.</summary>
/// <param name="Layer">The layer in the tiles.</param>
/// <param name="Filter">A QGIS expression; empty for all.</param>
/// <param name="Colour">As #rrggbb.</param>
public sealed record QgisRule(string Layer, string Filter, string Colour);
