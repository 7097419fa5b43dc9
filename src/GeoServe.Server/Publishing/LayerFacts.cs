using System.Collections.Immutable;
using GeoServe.Core.Features;
using GeoServe.Core.Geometries;
using GeoServe.Core.Sources;

namespace GeoServe.Server.Publishing;

/// <summary>What was found in a layer by reading every row.</summary>
/// <param name="Schema">Its attributes and geometry.</param>
/// <param name="Rows">Rows that can be served.</param>
/// <param name="Points">Those that are points.</param>
/// <param name="Lines">Those that are lines.</param>
/// <param name="Areas">Those that are areas.</param>
/// <param name="WithoutPlace">Those without a geometry, or with an empty one.</param>
/// <param name="Extent">In the layer's CRS.</param>
/// <param name="Columns">One for each attribute.</param>
/// <param name="Faults">Rows that cannot be read, or only in part.</param>
/// <param name="Undecoded">Rows with texts that are not in the encoding: the first of them by name, and how many.</param>
/// <param name="OffEarth">Rows that lie beyond the earth in the CRS: the first of them by name, and how many.</param>
internal sealed record LayerFacts(
    FeatureSchema Schema, long Rows, long Points, long Lines, long Areas, long WithoutPlace, Box Extent, ImmutableArray<ColumnFacts> Columns,
    RowFaults Faults, (string First, long Count) Undecoded, (string First, long Count) OffEarth)
{
    /// <summary>Rows that show on a map.</summary>
    public long Drawn => Points + Lines + Areas;

    /// <summary>True where points, lines and areas are mixed.</summary>
    public bool IsMixed => Math.Max(Points, Math.Max(Lines, Areas)) < Drawn;
}
