namespace GeoServe.TestKit.VectorTiles;

/// <summary>A layer of a <see cref="StrictTile"/>.</summary>
/// <param name="Name">Its name.</param> <param name="Version">1 or 2.</param> <param name="Extent">Units across.</param>
/// <param name="Keys">Names of attributes.</param> <param name="Values">How many values it has.</param> <param name="UnusedValues">How many of them no feature has.</param>
/// <param name="Features">Its features, in order.</param>
public sealed record StrictLayer(string Name, int Version, int Extent, IReadOnlyList<string> Keys, int Values, int UnusedValues, IReadOnlyList<StrictFeature> Features);
