using GeoServe.Core.Features.Expressions;

namespace GeoServe.Rendering.Legends;

/// <summary>One class of a property: what it is called by, and what it gives.</summary>
/// <param name="Keys">Names under which the style may title it, the most telling first.</param>
/// <param name="Title">Where the style titles it not.</param>
/// <param name="Output">Its value.</param>
/// <param name="IsRest">True for what belongs to no other class.</param>
internal sealed record LegendClass(string[] Keys, string Title, Expression Output, bool IsRest = false);
