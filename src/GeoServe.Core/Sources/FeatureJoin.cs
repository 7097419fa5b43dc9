using System.IO.Hashing;
using System.Runtime.InteropServices;
using GeoServe.Core.Features;

namespace GeoServe.Core.Sources;

/// <summary>Features and a table put together, as they are at one time.</summary>
/// <param name="Own">The features' schema.</param>
/// <param name="Schema">The same with the table's columns behind.</param>
/// <param name="Key">Index of the features' column by which rows are found.</param>
/// <param name="Table">The table.</param>
/// <param name="TableRevision">Of the table.</param>
/// <param name="FeaturesRevision">Of the features, when it was last asked for; 0 before.</param>
public sealed record FeatureJoin(FeatureSchema Own, FeatureSchema Schema, int Key, IJoinTable Table, ulong TableRevision, ulong FeaturesRevision)
{
    /// <summary>The revision of both together.</summary>
    /// <param name="features">Revision of the features.</param>
    public ulong RevisionWith(ulong features)
    {
        ReadOnlySpan<ulong> both = [features, TableRevision];
        return Math.Max(1, XxHash64.HashToUInt64(MemoryMarshal.AsBytes(both)));
    }
}
