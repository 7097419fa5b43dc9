namespace GeoServe.TestKit.Clients;

/// <summary>A layer for QGIS to load.</summary>
/// <param name="Name">By which its answer is found.</param>
/// <param name="Provider"><c>wms</c> (WMTS too), <c>WFS</c> or <c>vectortile</c>.</param>
/// <param name="Uri">The data source as that provider writes it.</param>
public sealed record QgisLayer(string Name, string Provider, string Uri)
{
    /// <summary>How polygons of a vector tile layer are filled; the first rule whose filter holds is drawn lowest.</summary>
    public IReadOnlyList<QgisRule> Rules { get; init; } = [];
}
