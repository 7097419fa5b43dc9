namespace GeoServe.Server.Publishing;

/// <summary>What was published.</summary>
/// <param name="Id">By which it is unpublished.</param>
/// <param name="Layers">Its layers, each a collection and a map.</param>
/// <param name="LeftOut">Layers of the file that could not be, and why.</param>
internal sealed record Publication(string Id, IReadOnlyList<PublishedLayer> Layers, IReadOnlyList<string> LeftOut);
