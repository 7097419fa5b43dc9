using System.Collections.Immutable;
using GeoServe.Core.Features.Expressions;
using GeoServe.Core.Geometries;

namespace GeoServe.Protocols.Wfs;

/// <summary>A filter of Filter Encoding 2.0 in the parts that a query of features takes; they are joined by "and".</summary>
/// <param name="ResourceIds">The ids asked for; null where none are.</param>
/// <param name="Box">In the CRS of the source, x first; null for none.</param>
/// <param name="Condition">On attributes, bound to the schema; null for none.</param>
internal sealed record FesFilter(ImmutableArray<string>? ResourceIds, Box? Box, Expression? Condition);
