namespace GeoServe.Core.Sources;

/// <summary>
/// What a vector tile does not have that its collections do (design, section 6, "bounded and honest"), in the words of its answer's headers:
/// dictionaries by RFC 9651, 3.2, keyed by collection.
/// </summary>
/// <param name="LeftOut">Features that are left out at this zoom, as <c>buildings=1234, roads=12</c>; empty where none is.</param>
/// <param name="Generalised">
/// What was done with features of which none may be left out, as <c>hillslopes=merged</c>; empty for nothing. <c>merged</c>: polygons that the style draws
/// alike are one, without ids; <c>styled</c>: only the attributes that the style reads are there.
/// </param>
public sealed record TileNotes(string LeftOut, string Generalised);
