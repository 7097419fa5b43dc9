namespace GeoServe.Sources.Files;

/// <summary>Where a row stands in its file.</summary>
/// <param name="Number">Its number, from 1, rows that cannot be read counted too.</param>
/// <param name="Offset">Of its first byte.</param>
/// <param name="Length">In bytes; 0 where the row itself says it.</param>
internal readonly record struct RowPlace(long Number, long Offset, int Length);
