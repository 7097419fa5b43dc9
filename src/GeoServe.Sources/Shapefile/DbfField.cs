using GeoServe.Core.Features;

namespace GeoServe.Sources.Shapefile;

/// <summary>A field of a dbf.</summary>
/// <param name="Name">Its name, decoded.</param>
/// <param name="Type">C, N, F, L, D, ...</param>
/// <param name="Start">Of its bytes in a record.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Kind">What its values are.</param>
internal sealed record DbfField(string Name, char Type, int Start, int Length, ValueKind Kind);
