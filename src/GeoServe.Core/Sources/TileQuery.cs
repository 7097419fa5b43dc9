using System.Collections.Immutable;
using GeoServe.Core.TileMatrices;

namespace GeoServe.Core.Sources;

/// <summary>What a tile needs of a collection.</summary>
/// <param name="Box">Features whose box meets it are given.</param>
/// <param name="StepsPerPixel">How coarse the picture is: steps of the <see cref="WorldGrid"/> in one pixel; geometry may be generalised to a quarter of it.</param>
/// <param name="Columns">Indexes of the columns to give, in this order.</param>
/// <param name="UnitSteps">Side of the picture's own whole units in steps where those are a power of two and the units begin at the grid's corner (vector tiles of WebMercatorQuad); 0 elsewhere.</param>
public readonly record struct TileQuery(GridBox Box, double StepsPerPixel, ImmutableArray<int> Columns, int UnitSteps = 0);
