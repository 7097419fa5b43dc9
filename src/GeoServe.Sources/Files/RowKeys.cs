namespace GeoServe.Sources.Files;

/// <summary>Finds rows by their keys. Immutable; safe for concurrent calls.</summary>
internal abstract class RowKeys
{
    /// <summary>Index of the row of a key in the form that <see cref="Core.Features.FeatureId.ToString"/> writes; -1 where there is none.</summary>
    public abstract long Find(string id);
}
