using GeoServe.Core.Queries;

namespace GeoServe.Protocols.Features;

/// <summary>What the head of a document of features says.</summary>
/// <param name="Answer">The features.</param>
/// <param name="Time">When the answer was made.</param>
/// <param name="Next">Address of the next page; null for none.</param>
/// <param name="Previous">Address of the page before; null for none.</param>
/// <param name="SchemaAddress">Address of the application schema of the features.</param>
internal sealed record FeatureDocument(FeatureAnswer Answer, DateTimeOffset Time, string? Next, string? Previous, string SchemaAddress)
{
    /// <summary>
    /// The id of the feature at hand, unique in all collections: <c>places.7</c>. A feature without a key is named by its place in the
    /// collection's order, which finds nothing again.
    /// </summary>
    /// <param name="number">Number of the feature on this page, from 0.</param>
    public string IdOf(long number) => Answer.Id.IsNone
        ? FormattableString.Invariant($"{Answer.Request.Collection.Id}.row-{Answer.Request.Query.Offset + number + 1}")
        : $"{Answer.Request.Collection.Id}.{Answer.Id}";
}
